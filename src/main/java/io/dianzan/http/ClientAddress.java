package io.dianzan.http;

import io.dianzan.config.AddressRange;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whose address a request came from: the right-most hop that is not a trusted proxy. What stands further left was
 * written by the caller and proves nothing. An IPv6 address counts by its /64, which one household holds whole.
 */
public final class ClientAddress {
    private static final int IPV6_PREFIX_BYTES = 8;
    /** A last hop that is empty must not make the one before it the last. */
    private static final int KEEP_EMPTY = -1;

    private final List<AddressRange> trustedProxies;

    public ClientAddress(List<AddressRange> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** Whether a trusted proxy stands between the caller and us: what it says of a request may be believed. */
    boolean isProxied(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        return peer != null && isTrusted(peer);
    }

    public String of(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        if (peer == null) {
            return "unknown";
        }
        return isProxy(peer) ? behind(peer, request.headers().getAll("X-Forwarded-For")) : prefixOf(peer);
    }

    /** Whether a connection from here carries the requests of others. */
    boolean isProxy(String peer) {
        return !trustedProxies.isEmpty() && isTrusted(peer);
    }

    /** {@code lines}: those of the header, in their order; several are one list (RFC 9110, section 5.3). */
    String behind(String proxy, List<String> lines) {
        var hops = String.join(",", lines).split(",", KEEP_EMPTY);
        for (int i = hops.length - 1; i >= 0; i--) {
            var hop = hops[i].strip();
            if (!NetUtil.isValidIpV4Address(hop) && !NetUtil.isValidIpV6Address(hop)) {
                break;
            }
            if (!isTrusted(hop)) {
                return prefixOf(hop);
            }
        }
        return prefixOf(proxy);
    }

    static String prefixOf(String text) {
        var address = addressOf(text);
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        var bytes = address.getAddress();
        Arrays.fill(bytes, IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isTrusted(String text) {
        var address = addressOf(text);
        return trustedProxies.stream().anyMatch(range -> range.contains(address));
    }

    private static InetAddress addressOf(String literal) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal + " is no address");
        }
    }
}

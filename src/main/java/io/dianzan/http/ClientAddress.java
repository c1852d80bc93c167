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
    private static final String UNKNOWN = "unknown";
    private static final int IPV6_PREFIX_BYTES = 8;
    /** A /24 of IPv4 and a /48 of IPv6: about what one customer's line, school or office is given. */
    private static final int IPV4_NETWORK_BYTES = 3;

    private static final int IPV6_NETWORK_BYTES = 6;
    /** A last hop that is empty must not make the one before it the last. */
    private static final int KEEP_EMPTY = -1;

    private final List<AddressRange> trustedProxies;

    public ClientAddress(List<AddressRange> trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** Whether a trusted proxy stands between the caller and us: what it says of a request may be believed. */
    boolean isProxied(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        return peer != null && isProxy(peer);
    }

    public String of(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        if (peer == null) {
            return UNKNOWN;
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
        return cut(address, IPV6_PREFIX_BYTES);
    }

    /** The network around an address that {@link #of} gave. */
    static String networkOf(String client) {
        if (client.equals(UNKNOWN)) {
            return UNKNOWN;
        }
        var slash = client.indexOf('/');
        var address = addressOf(slash < 0 ? client : client.substring(0, slash));
        return cut(address, address instanceof Inet6Address ? IPV6_NETWORK_BYTES : IPV4_NETWORK_BYTES);
    }

    private static String cut(InetAddress address, int bytesKept) {
        var bytes = address.getAddress();
        Arrays.fill(bytes, bytesKept, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bytesKept * Byte.SIZE;
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

package io.dianzan.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells whose address a request came from: the right-most hop that is not a trusted proxy. What stands further left was
 * written by the caller and proves nothing. An IPv6 address counts by its /64, which one household holds whole.
 */
public final class ClientAddress {
    private static final int IPV6_PREFIX_BYTES = 8;

    private final List<IpSubnetFilterRule> trusted;

    /** {@code trustedProxies}: addresses, or ranges such as {@code 10.0.0.0/8}. */
    public ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(ClientAddress::ruleOf).toList();
    }

    /** Whether a trusted proxy stands between the caller and us: what it says of a request may be believed. */
    boolean isProxied(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        return peer != null && isTrusted(peer);
    }

    public String of(HttpServerRequest request) {
        var peer = request.connection().remoteAddress().hostAddress();
        if (trusted.isEmpty() || peer == null || !isTrusted(peer)) {
            return peer == null ? "unknown" : prefixOf(peer);
        }
        var hops = String.join(",", request.headers().getAll("X-Forwarded-For")).split(",");
        for (int i = hops.length - 1; i >= 0; i--) {
            var hop = hops[i].strip();
            if (!NetUtil.isValidIpV4Address(hop) && !NetUtil.isValidIpV6Address(hop)) {
                break;
            }
            if (!isTrusted(hop)) {
                return prefixOf(hop);
            }
        }
        return prefixOf(peer);
    }

    private boolean isTrusted(String address) {
        var socket = new InetSocketAddress(addressOf(address), 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
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

    private static InetAddress addressOf(String literal) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(literal);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(literal + " is no address");
        }
    }

    private static IpSubnetFilterRule ruleOf(String range) {
        var slash = range.indexOf('/');
        var address = slash < 0 ? range : range.substring(0, slash);
        var bits = slash < 0
                ? (NetUtil.isValidIpV4Address(address) ? 32 : 128)
                : Integer.parseInt(range.substring(slash + 1));
        return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
    }
}

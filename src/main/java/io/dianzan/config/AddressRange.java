package io.dianzan.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** An IP address, or a range of them such as {@code 10.0.0.0/8}. */
public final class AddressRange {
    private final String text;
    private final IpSubnetFilterRule rule;

    private AddressRange(String text, IpSubnetFilterRule rule) {
        this.text = text;
        this.rule = rule;
    }

    /** Fails with {@link IllegalArgumentException}, for host names too: nobody's DNS shall say whom to trust. */
    public static AddressRange of(String text) {
        var slash = text.indexOf('/');
        var address = literal(slash < 0 ? text : text.substring(0, slash));
        var most = address.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
        if (bits < 1) {
            throw new IllegalArgumentException(text + " is everybody");
        }
        return new AddressRange(text, new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT));
    }

    public boolean contains(InetAddress address) {
        return rule.matches(new InetSocketAddress(address, 0));
    }

    @Override
    public String toString() {
        return text;
    }

    private static InetAddress literal(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            throw new IllegalArgumentException(text + " is no address");
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

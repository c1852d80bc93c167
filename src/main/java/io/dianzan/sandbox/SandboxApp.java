package io.dianzan.sandbox;

import java.net.URI;
import java.util.List;

/**
 * An app that the sandbox knows; one with an empty secret accepts any. {@code domain}: the host, or host and port, that
 * browsers may be sent back to; loopback is always one, for there is no other way to the sandbox. {@code bound}: to the
 * one Open Platform account, which gives its users a unionid.
 */
public record SandboxApp(String appid, String secret, Kind kind, String domain, boolean bound) {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /** What WeChat knows an app as: each has openids, tokens and codes of its own. */
    public enum Kind {
        MINI_PROGRAM,
        OFFICIAL_ACCOUNT,
        WEBSITE
    }

    /** A mini-program, bound to the Open Platform account. */
    public SandboxApp(String appid, String secret) {
        this(appid, secret, Kind.MINI_PROGRAM, "", true);
    }

    public boolean accepts(String given) {
        return secret.isEmpty() || secret.equals(given);
    }

    /** The registered domain is a whole host: neither its parent nor its children match. */
    public boolean admits(URI redirect) {
        var host = redirect.getHost();
        var isPage = "http".equals(redirect.getScheme()) || "https".equals(redirect.getScheme());
        return isPage
                && host != null
                && redirect.getUserInfo() == null
                && (LOOPBACK.contains(host)
                        || host.equalsIgnoreCase(domain)
                        || redirect.getAuthority().equalsIgnoreCase(domain));
    }

    @Override
    public String toString() {
        return appid;
    }
}

package io.dianzan.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where browsers reach us: what is ours, and what is somebody else's. */
public final class OwnSite {
    /**
     * A path with its query. Browsers read a backslash as a slash and drop tabs and line breaks (WHATWG URL, section
     * 4.4), so that {@code /\x.example} and {@code //x.example} lead away: only plain ASCII after a single slash is ours.
     */
    private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~&&[^\"<>`]]{0,500}");

    private final Supplier<String> url;
    private final List<String> otherHosts;

    /** {@code url} has no trailing slash; it may be known only once the server listens. */
    public OwnSite(Supplier<String> url, List<String> otherHosts) {
        this.url = url;
        this.otherHosts = List.copyOf(otherHosts);
    }

    public String url() {
        return url.get();
    }

    public boolean isSecure() {
        return url().startsWith("https://");
    }

    /** Whether an {@code Origin} (RFC 6454) is one of our pages; null is nobody. */
    public boolean isOurs(String origin) {
        if (origin == null) {
            return false;
        }
        var scheme = isSecure() ? "https://" : "http://";
        return origin.equals(url()) || otherHosts.stream().anyMatch(host -> origin.equals(scheme + host));
    }

    /** Whether a host, as browsers show it (with its port, where that is not the scheme's own), is ours. */
    public boolean isOurHost(String host) {
        return isOurs((isSecure() ? "https://" : "http://") + host);
    }

    /**
     * Where a request goes on at our first host, if it came to another one of ours; null where it came to no other. What a
     * login leaves in a browser is for one host alone, and providers send back to the first.
     */
    public String atHome(HttpServerRequest request) {
        if (otherHosts.isEmpty()) {
            return null;
        }
        var host = request.authority();
        if (host == null || !otherHosts.contains(host.toString())) {
            return null;
        }
        return url() + request.path() + (request.query() == null ? "" : "?" + request.query());
    }

    /** Whether a browser that is sent to {@code to} stays with us. */
    public static boolean isOwnPath(String to) {
        return PATH.matcher(to).matches();
    }
}

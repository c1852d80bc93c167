package io.dianzan.config;

import io.dianzan.config.ServerConfig.Connections;
import io.dianzan.config.ServerConfig.Http;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the section {@code http} of {@code server.yaml}. */
final class HttpSection {
    /** As browsers write it in {@code Origin}: in small letters, without a path. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LAST_PORT = 65_535;
    private static final int MOST = 1_000_000;

    private final Settings http;

    private HttpSection(Settings http) {
        this.http = http;
    }

    static Http read(Settings http, boolean production) {
        return new HttpSection(http).read(production);
    }

    private Http read(boolean production) {
        return new Http(
                http.text("host", "127.0.0.1"),
                http.number("port", 8080, 0, LAST_PORT),
                trustedProxies(production),
                connections(),
                http.number("streams", 5_000, 0, MOST),
                corsOrigins(),
                http.flag("h2c", false));
    }

    private List<AddressRange> trustedProxies(boolean production) {
        var proxies = http.list(
                "trustedProxies", "IP addresses, or ranges of them such as 10.0.0.0/8 or fd00::/8", AddressRange::of);
        if (production && proxies == null) {
            http.problem(
                    "trustedProxies",
                    "must be stated in production: the addresses of the balancers, or [] where there is none");
        }
        return proxies == null ? List.of() : proxies;
    }

    private Connections connections() {
        return new Connections(
                span("idle", Duration.ofSeconds(30)),
                span("request", Duration.ofSeconds(10)),
                http.number("connections", 10_000, 1, MOST),
                http.number("connectionsPerAddress", 4_000, 1, MOST));
    }

    private List<String> corsOrigins() {
        var origins = http.list(
                "corsOrigins",
                "origins as browsers write them, such as https://vote.example",
                text -> ORIGIN.matcher(text).matches() ? text : null);
        return origins == null ? List.of() : origins;
    }

    private Duration span(String key, Duration otherwise) {
        var span = http.duration(key, otherwise);
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            http.problem(key, "expected a time span from 1s to 10m");
            return otherwise;
        }
        return span;
    }
}

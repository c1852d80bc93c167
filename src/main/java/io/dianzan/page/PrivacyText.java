package io.dianzan.page;

import io.dianzan.config.ServerConfig;
import io.dianzan.page.PrivacyView.Part;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The privacy notice in its parts, made from the config: what the page says of it and what the mini-program says. */
public final class PrivacyText {
    private final ServerConfig config;

    public PrivacyText(ServerConfig config) {
        this.config = config;
    }

    /** The version that people agree to; 0 where nobody has to. */
    int version() {
        return config.site().consent();
    }

    Foot foot() {
        return Foot.of(config);
    }

    List<Part> of(Words words) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(words.say("privacy.handler"), handler(words)));
        parts.add(part(words, "kinds", "kind1", "kind2", "kind3", "kind4"));
        parts.add(part(words, "purposes", "purpose1"));
        parts.add(part(words, "recipients", "recipient1"));
        parts.add(new Part(words.say("privacy.retention"), List.of(retention(words))));
        parts.add(part(words, "rights", "right1", "right2"));
        parts.add(part(words, "minors", "minors1"));
        return parts;
    }

    private List<String> handler(Words words) {
        var lines = new ArrayList<String>();
        if (config.site().organiser() != null) {
            lines.add(config.site().organiser());
        }
        if (config.site().contact() != null) {
            lines.add(words.say("privacy.contactIs", "contact", config.site().contact()));
        }
        return lines;
    }

    private String retention(Words words) {
        return words.say(
                "privacy.retention1",
                Map.of(
                        "lifetime", span(words, config.tokens().lifetime()),
                        "signals", span(words, config.retention().signals()),
                        "identities", span(words, config.retention().identities())));
    }

    private static String span(Words words, Duration span) {
        var days = span.toDays();
        return days > 0 ? words.count("time.span.days", days) : new Times(words, ZoneOffset.UTC).span(span);
    }

    private static Part part(Words words, String title, String... lines) {
        return new Part(
                words.say("privacy." + title),
                List.of(lines).stream()
                        .map(line -> words.say("privacy." + line))
                        .toList());
    }
}

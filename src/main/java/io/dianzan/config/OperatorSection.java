package io.dianzan.config;

import io.dianzan.config.ServerConfig.Console;
import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.config.ServerConfig.StaffOidc;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the section {@code operator} of {@code server.yaml}. */
final class OperatorSection {
    private static final List<String> ROLES = List.of("viewer", "auditor", "operator");
    /** A claim's name, or a scope (RFC 6749, section 3.3). */
    private static final Pattern WORD = Pattern.compile("[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}");

    private final Settings section;
    private final SecretFiles secrets;
    private final boolean production;

    private OperatorSection(Settings section, SecretFiles secrets, boolean production) {
        this.section = section;
        this.secrets = secrets;
        this.production = production;
    }

    static Console read(Settings section, SecretFiles secrets, boolean production) {
        return new OperatorSection(section, secrets, production).console();
    }

    private Console console() {
        var isPublic = section.flag("public", false);
        var url = section.read(
                "url",
                null,
                "an address such as https://console.example, with no trailing slash",
                text -> text.endsWith("/") ? null : addressOf(text));
        var oidc = section.section("oidc");
        require(
                section,
                "url",
                !production || url == null || url.startsWith("https://"),
                "must be an https address in production: passwords travel there");
        require(
                section,
                "url",
                !production || isPublic || url != null || !oidc.has("issuer"),
                "is required with oidc in production: the issuer sends browsers back there");
        return new Console(
                isPublic,
                url,
                section.duration("idle", Duration.ofMinutes(30)),
                section.duration("longest", Duration.ofHours(12)),
                oidc.has("issuer") ? oidc(oidc) : none(oidc));
    }

    private StaffOidc oidc(Settings oidc) {
        var issuer = oidc.read("issuer", "", "an address such as https://id.example", OperatorSection::addressOf);
        require(oidc, "issuer", !production || issuer.startsWith("https://"), "must be an https address in production");
        require(oidc, "secretFile", !production || oidc.has("secretFile"), "is required in production");
        var scopes = oidc.list("scopes", "a scope such as groups", OperatorSection::word);
        var roles = oidc.section("roles");
        var roleToGroups = new LinkedHashMap<String, List<String>>();
        ROLES.forEach(role -> {
            var groups = roles.list(role);
            roleToGroups.put(role, groups == null ? List.of() : groups);
        });
        require(
                roles,
                "operator",
                roleToGroups.values().stream().anyMatch(groups -> !groups.isEmpty()),
                "name a group for at least one role, such as operator: [vote-operators]");
        return new StaffOidc(
                new Oidc("operator", issuer, oidc.text("clientId"), secrets.read(oidc, "secretFile")),
                scopes == null ? List.of("profile") : scopes,
                oidc.read("name", "sub", "the name of a claim, such as sub", OperatorSection::word),
                roles.read("claim", "groups", "the name of a claim, such as groups", OperatorSection::word),
                roleToGroups);
    }

    /** A section without an issuer is none, and whatever stands in it was meant for one. */
    private static StaffOidc none(Settings oidc) {
        if (oidc.has("clientId") || oidc.has("roles")) {
            oidc.problem("issuer", "is required");
        }
        return null;
    }

    private static String word(String text) {
        return WORD.matcher(text).matches() ? text : null;
    }

    private static String addressOf(String text) {
        var uri = URI.create(text);
        return uri.getHost() != null && uri.getScheme().matches("https?") ? text : null;
    }

    private static void require(Settings section, String key, boolean holds, String expected) {
        if (!holds) {
            section.problem(key, expected);
        }
    }
}

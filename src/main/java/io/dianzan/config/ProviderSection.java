package io.dianzan.config;

import io.dianzan.config.ServerConfig.Oidc;
import io.dianzan.config.ServerConfig.Provider;
import io.dianzan.config.ServerConfig.Wechat;
import java.net.URI;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads one entry of the section {@code providers} of {@code server.yaml}. */
final class ProviderSection {
    private static final String OIDC = "oidc";
    /** It stands in paths, in cookies' places and in the lists of campaigns. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private static final Pattern ORIGINAL_ID = Pattern.compile("gh_[A-Za-z0-9]{1,32}");
    private static final Pattern PAGE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9/_-]{0,127}");

    private static final Map<String, WechatChannel> KINDS = Map.of(
            "wechat-mini-program", WechatChannel.MINI_PROGRAM,
            "wechat-page", WechatChannel.PAGE,
            "wechat-desktop", WechatChannel.DESKTOP);

    private final String name;
    private final Settings section;
    private final SecretFiles secrets;
    private final boolean production;

    private ProviderSection(String name, Settings section, SecretFiles secrets, boolean production) {
        this.name = name;
        this.section = section;
        this.secrets = secrets;
        this.production = production;
    }

    /** All providers by their names, in the order of the file. */
    static Map<String, Provider> read(Settings settings, SecretFiles secrets, boolean production) {
        var named = new LinkedHashMap<String, Provider>();
        settings.sections("providers")
                .forEach((name, section) ->
                        named.put(name, new ProviderSection(name, section, secrets, production).read(settings)));
        oneOfEachKind(named, settings);
        return Collections.unmodifiableMap(named);
    }

    /** By two apps of one kind, who has no unionid would be two voters of one channel. */
    private static void oneOfEachKind(Map<String, Provider> named, Settings settings) {
        var kinds = EnumSet.noneOf(WechatChannel.class);
        named.forEach((name, provider) -> {
            if (provider instanceof Wechat app && !kinds.add(app.kind())) {
                settings.problem(
                        "providers",
                        name + ": there is another one of this kind; WeChat tells one person by one app of each");
            }
        });
    }

    private Provider read(Settings settings) {
        if (!NAME.matcher(name).matches()) {
            settings.section("providers")
                    .problem(name, "expected a name of 1 to 32 lower-case letters, digits and hyphens");
        }
        var kind = section.word("kind", "wechat-mini-program", kinds());
        require("secretFile", !production || section.has("secretFile"), "is required in production");
        return kind.equals(OIDC) ? oidc() : wechat(KINDS.get(kind));
    }

    private Wechat wechat(WechatChannel channel) {
        var scope = channel == WechatChannel.PAGE
                ? section.word("scope", "snsapi_userinfo", List.of("snsapi_userinfo", "snsapi_base"))
                : "";
        return new Wechat(
                name,
                channel,
                section.text("appid"),
                secrets.read(section, "secretFile"),
                address("apiUrl"),
                channel == WechatChannel.MINI_PROGRAM ? null : address("openUrl"),
                scope.equals("snsapi_base"),
                channel == WechatChannel.MINI_PROGRAM ? page() : null,
                channel == WechatChannel.MINI_PROGRAM ? originalId() : null);
    }

    /** As WeChat's calls take it (wxacode.getUnlimited): no query, and no slash in front. */
    private String page() {
        return section.read(
                "page",
                "pages/work/work",
                "the path of a page of the mini-program, such as pages/work/work",
                text -> PAGE.matcher(text).matches() ? text : null);
    }

    private String originalId() {
        return section.read(
                "originalId",
                null,
                "the original id of the mini-program, such as gh_0123456789ab",
                text -> ORIGINAL_ID.matcher(text).matches() ? text : null);
    }

    private Oidc oidc() {
        require("kind", WechatChannel.of(name).isEmpty(), "this name is that of a WeChat channel; choose another");
        require("issuer", section.has("issuer"), "is required");
        var issuer = section.read("issuer", "", "an address such as https://id.example", ProviderSection::addressOf);
        return new Oidc(name, secure("issuer", issuer), section.text("clientId"), secrets.read(section, "secretFile"));
    }

    private String address(String key) {
        return secure(
                key,
                section.read(
                        key,
                        null,
                        "an address such as https://api.example, with no trailing slash",
                        text -> text.endsWith("/") ? null : addressOf(text)));
    }

    private String secure(String key, String address) {
        require(
                key,
                !production || address == null || address.isEmpty() || address.startsWith("https://"),
                "must be an https address in production: secrets travel there");
        return address;
    }

    private void require(String key, boolean holds, String expected) {
        if (!holds) {
            section.problem(key, expected);
        }
    }

    private static List<String> kinds() {
        return List.of("wechat-mini-program", "wechat-page", "wechat-desktop", OIDC);
    }

    /** Null where the text is no such address. */
    private static String addressOf(String text) {
        var uri = URI.create(text);
        return uri.getHost() != null && uri.getScheme().matches("https?") ? text : null;
    }
}

package io.dianzan.config;

import io.dianzan.config.ServerConfig.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the section {@code site} of {@code server.yaml}. */
final class SiteSection {
    /** RFC 6454, section 6.1: what browsers send as {@code Origin} is compared with it letter by letter. */
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");

    /** The JS-SDK that WeChat's browser loads; its text names this address. */
    private static final String WECHAT_SDK = "https://res.wx.qq.com/open/js/jweixin-1.6.0.js";

    private static final Pattern SCRIPT = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?/[A-Za-z0-9._/-]+\\.js");
    private static final int LAST_VERSION = 1_000_000;

    private final Path root;
    private final Settings site;

    private SiteSection(Path root, Settings site) {
        this.root = root;
        this.site = site;
    }

    static Site read(Path root, Settings site, boolean production) {
        return new SiteSection(root, site).read(production);
    }

    private Site read(boolean production) {
        var url = url();
        if (production) {
            require("url", url.startsWith("https://"), "must be an https address in production");
            for (var key : List.of("organiser", "contact", "privacy", "rules")) {
                require(key, site.has(key), "is required in production");
            }
        }
        var otherHosts = site.list("otherHosts");
        return new Site(
                url,
                otherHosts == null ? List.of() : otherHosts,
                site.text("organiser", null),
                site.text("contact", null),
                site.text("icp", null),
                site.text("police", null),
                text("privacy"),
                site.number("privacyVersion", 1, 1, LAST_VERSION),
                text("rules"),
                path("verify", root.resolve("conf/verify")),
                site.read(
                        "wechatSdk",
                        WECHAT_SDK,
                        "the address of a script, such as " + WECHAT_SDK,
                        text -> SCRIPT.matcher(text).matches() ? text : null));
    }

    private String url() {
        return site.read(
                "url",
                "",
                "an origin as browsers write it, such as https://vote.example: lower case, no path, no usual port",
                text -> ORIGIN.matcher(text).matches() && !text.matches("https:.*:443|http:.*:80") ? text : null);
    }

    private Path path(String key, Path otherwise) {
        var text = site.text(key, null);
        return text == null ? otherwise : root.resolve(text);
    }

    /** A server must not say less than the law wants it to. */
    private Path text(String key) {
        var file = path(key, null);
        require(key, file == null || Files.isReadable(file), "no readable file " + file);
        return file;
    }

    private void require(String key, boolean holds, String expected) {
        if (!holds) {
            site.problem(key, expected);
        }
    }
}

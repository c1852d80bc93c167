package io.dianzan.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** The languages that we speak. */
public enum Language {
    ZH("zh-CN"),
    EN("en");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** The word of it in texts, addresses and cookies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For {@code lang} in a page (BCP 47). */
    public String tag() {
        return tag;
    }

    public Language other() {
        return this == ZH ? EN : ZH;
    }

    /** By {@code Accept-Language}: Chinese, unless English stands before it. */
    public static Language of(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null || header.startsWith(ZH.word()) && header.indexOf(';') > header.indexOf(',')) {
            // most of those who read, without the sorting of a list: the first one has no weight, and none has more
            return ZH;
        }
        return ctx.acceptableLanguages().stream()
                .map(language -> language.tag())
                .filter(tag -> tag.startsWith("zh") || tag.startsWith("en"))
                .findFirst()
                .filter(tag -> tag.startsWith("en"))
                .map(english -> EN)
                .orElse(ZH);
    }

    /** Null where the word is that of no language here. */
    public static Language named(String word) {
        return "zh".equals(word) ? ZH : "en".equals(word) ? EN : null;
    }
}

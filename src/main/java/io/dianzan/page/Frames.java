package io.dianzan.page;

import io.dianzan.http.Cookies;
import io.dianzan.http.Language;
import io.dianzan.http.OwnSite;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Frames the pages of one site: in the reader's language, with what the site must say of itself. */
public final class Frames {
    static final String LANGUAGE = "lang";

    private final Texts texts;
    private final Assets assets;
    private final Foot foot;
    private final OwnSite site;
    private final Cookies cookies;
    private final String sdk;

    /** {@code sdk}: the script for pages in WeChat's browser; null where there is no account to sign them. */
    public Frames(Texts texts, Assets assets, Foot foot, OwnSite site, Cookies cookies, String sdk) {
        this.texts = texts;
        this.assets = assets;
        this.foot = foot;
        this.site = site;
        this.cookies = cookies;
        this.sdk = sdk;
    }

    /** By his own choice, or else by {@code Accept-Language}. */
    Language languageOf(RoutingContext ctx) {
        var chosen = Language.named(cookies.get(ctx, LANGUAGE));
        return chosen == null ? Language.of(ctx) : chosen;
    }

    Words wordsFor(RoutingContext ctx) {
        return texts.in(languageOf(ctx));
    }

    /** Null but in WeChat's browser. */
    String sdkFor(RoutingContext ctx) {
        return Browser.callsItselfWechat(ctx.request().getHeader(HttpHeaders.USER_AGENT)) ? sdk : null;
    }

    /** Where to go on where the login is; null where that is here. */
    String atHome(RoutingContext ctx) {
        return site.atHome(ctx.request());
    }

    /** The host at which the login is; null where that is this one. */
    String loginHost(RoutingContext ctx) {
        return atHome(ctx) == null ? null : site.url();
    }

    Frame of(RoutingContext ctx, Meta meta) {
        return new Frame(
                wordsFor(ctx),
                meta,
                foot,
                assets.folder(),
                escaped(isReadAgain(ctx) ? ctx.request().uri() : "/"),
                sdkFor(ctx));
    }

    /** A page of a campaign. {@code here}: its own address without what this reader came with, for others see it too. */
    Frame of(RoutingContext ctx, Meta meta, String slug, String here) {
        return new Frame(wordsFor(ctx), meta, foot.in(slug), assets.folder(), escaped(here), sdkFor(ctx));
    }

    /** What a form was sent to, and what a login came back to, is no place to return to. */
    private static boolean isReadAgain(RoutingContext ctx) {
        return ctx.request().method() == HttpMethod.GET && !ctx.request().path().startsWith("/v1/");
    }

    private static String escaped(String here) {
        return URLEncoder.encode(here, StandardCharsets.UTF_8);
    }

    /** A path of ours as others must write it. */
    String absolute(String path) {
        return site.url() + path;
    }

    Cookies cookies() {
        return cookies;
    }
}

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

    private final Stock stock;
    private final OwnSite site;
    private final Cookies cookies;

    public Frames(Stock stock, OwnSite site, Cookies cookies) {
        this.stock = stock;
        this.site = site;
        this.cookies = cookies;
    }

    /**
     * What every frame is made from. {@code sdk}: the script for pages in WeChat's browser; null where there is no account
     * to sign them.
     */
    public record Stock(Texts texts, Assets assets, Foot foot, String sdk) {}

    /** By his own choice, or else by {@code Accept-Language}. */
    Language languageOf(RoutingContext ctx) {
        var chosen = Language.named(cookies.get(ctx, LANGUAGE));
        return chosen == null ? Language.of(ctx) : chosen;
    }

    Words wordsFor(RoutingContext ctx) {
        return stock.texts().in(languageOf(ctx));
    }

    /** Null but in WeChat's browser. */
    String sdkFor(RoutingContext ctx) {
        return Browser.callsItselfWechat(ctx.request().getHeader(HttpHeaders.USER_AGENT)) ? stock.sdk() : null;
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
                stock.foot(),
                stock.assets().folder(),
                escaped(isReadAgain(ctx) ? ctx.request().uri() : "/"),
                sdkFor(ctx));
    }

    /** A page of a campaign. {@code here}: its own address without what this reader came with, for others see it too. */
    Frame of(RoutingContext ctx, Meta meta, String slug, String here) {
        return new Frame(
                wordsFor(ctx), meta, stock.foot().in(slug), stock.assets().folder(), escaped(here), sdkFor(ctx));
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

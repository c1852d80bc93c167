package io.dianzan.sandbox.wxa;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.token.AppTokens;
import io.dianzan.sandbox.wire.Asked;
import java.util.function.Supplier;

/** {@code POST /wxa/generate_urllink} and {@code /wxa/generatescheme}. (WeChat's documents of them.) */
public final class LinkRoutes {
    /** Where a URL link of the sandbox leads, in the place of {@code https://wxaurl.cn/}. */
    public static final String LINK = "/__sandbox/link/";

    private static final String SCHEME = "weixin://dl/business/?t=";

    private final AppTokens tokens;
    private final Pages pages;
    private final Links links;
    private final Supplier<String> address;

    public LinkRoutes(AppTokens tokens, Pages pages, Links links, Supplier<String> address) {
        this.tokens = tokens;
        this.pages = pages;
        this.links = links;
        this.address = address;
    }

    public Object urlLink(Asked asked) {
        var appid = tokens.appOf(asked, Kind.MINI_PROGRAM).appid();
        var order = asked.body(LinkOrder.class);
        var ticket = made(asked, appid, Entry.URL_LINK, new LinkTarget(order.path(), order.query(), order.expiry()));
        return new LinkBody(0, "ok", address.get() + LINK + ticket);
    }

    public Object scheme(Asked asked) {
        var appid = tokens.appOf(asked, Kind.MINI_PROGRAM).appid();
        var order = asked.body(SchemeOrder.class);
        var jump = order.jump() == null ? new Jump("", "") : order.jump();
        var ticket = made(asked, appid, Entry.SCHEME, new LinkTarget(jump.path(), jump.query(), order.expiry()));
        return new SchemeBody(0, "ok", SCHEME + ticket);
    }

    private String made(Asked asked, String appid, int scene, LinkTarget target) {
        var ends = target.expiry().ends(links.clock().instant());
        return links.make(target.entry(appid, scene, pages, asked.text()), ends);
    }

    private record LinkOrder(
            @JsonProperty String path,
            @JsonProperty String query,
            @JsonUnwrapped LinkTarget.Expiry expiry) {}

    private record SchemeOrder(
            @JsonProperty("jump_wxa") Jump jump,
            @JsonUnwrapped LinkTarget.Expiry expiry) {}

    private record Jump(
            @JsonProperty String path, @JsonProperty String query) {}

    private record LinkBody(
            @JsonProperty int errcode,
            @JsonProperty String errmsg,
            @JsonProperty("url_link") String link) {}

    private record SchemeBody(
            @JsonProperty int errcode,
            @JsonProperty String errmsg,
            @JsonProperty("openlink") String link) {}
}

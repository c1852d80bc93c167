package io.dianzan.sandbox.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.token.JsSignature;
import io.dianzan.sandbox.token.Tickets;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.wxa.Links;
import io.dianzan.sandbox.wxa.MiniProgramCodes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/** What a phone would make of our links, codes and signatures. */
public final class EntryRoutes {
    private static final int LONGEST = 256;

    private final Apps apps;
    private final Links links;
    private final Tickets tickets;

    public EntryRoutes(Apps apps, Links links, Tickets tickets) {
        this.apps = apps;
        this.links = links;
        this.tickets = tickets;
    }

    /** {@code GET /__sandbox/link/{ticket}}: of a URL link or a scheme. */
    public Future<Reply> link(RoutingContext ctx) {
        var entry = links.opened(ctx.pathParam("ticket"));
        if (entry == null) {
            throw Refusal.PATH_UNKNOWN.refused();
        }
        return Future.succeededFuture(isForPeople(ctx) ? EntryPage.of(entry) : Reply.json(entry));
    }

    private static boolean isForPeople(RoutingContext ctx) {
        var accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains("text/html");
    }

    /** {@code GET /__sandbox/open}: the address in a mini-program code. */
    public Future<Reply> code(RoutingContext ctx) {
        var page = Query.text(ctx, "page", LONGEST);
        var scene = Query.text(ctx, "scene", LONGEST);
        if (scene == null) {
            throw Refused.malformed("scene", "what the code was made with");
        }
        return Future.succeededFuture(Reply.json(
                MiniProgramCodes.opened(Query.text(ctx, "appid", LONGEST), page == null ? "" : page, scene)));
    }

    /** {@code POST /__sandbox/js-signature}: whether WeChat's browser would take the signature on that page. */
    public Future<Reply> signature(RoutingContext ctx) {
        var given = Json.decode(ctx.body().buffer(), GivenSignature.class);
        var app = apps.get(given.appid() == null ? "" : given.appid());
        if (app == null) {
            throw Refused.malformed("appid", "one of " + String.join(", ", apps.appids()));
        }
        if (given.url() == null || given.url().contains("#")) {
            return verdict("the url of a page without its fragment is signed");
        }
        try {
            if (!app.admits(URI.create(given.url()))) {
                return verdict("the page is not on the registered domain");
            }
        } catch (IllegalArgumentException e) {
            return verdict("the url is none");
        }
        var signed = new JsSignature(given.noncestr(), given.timestamp(), given.url());
        var isValid = tickets.valid(app.appid()).stream()
                .anyMatch(ticket -> signed.with(ticket).equals(given.signature()));
        return verdict(isValid ? null : "no valid ticket gives this signature");
    }

    private static Future<Reply> verdict(String wrong) {
        return Future.succeededFuture(Reply.json(new Verdict(wrong == null, wrong)));
    }

    private record GivenSignature(
            @JsonProperty String appid,
            @JsonProperty String noncestr,
            @JsonProperty String timestamp,
            @JsonProperty String url,
            @JsonProperty String signature) {}

    private record Verdict(
            @JsonProperty boolean valid, @JsonProperty String wrong) {}
}

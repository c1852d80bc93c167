package io.dianzan.sandbox.control;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.http.Reply;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Codes;
import io.dianzan.sandbox.world.Codes.Purpose;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.Person;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What WeChat does not have: codes without a phone or a browser, and users made to order. */
public final class ControlRoutes {
    private static final int LONGEST_NAME = 64;
    private static final int HIGHEST_RANK = 4;

    private final Apps apps;
    private final Codes codes;
    private final People people;

    public ControlRoutes(Apps apps, Codes codes, People people) {
        this.apps = apps;
        this.codes = codes;
        this.people = people;
    }

    /** {@code POST /__sandbox/login-code}: what {@code wx.login} or a consent page of that app would give. */
    public Future<Reply> loginCode(RoutingContext ctx) {
        var order = Json.decode(ctx.body().buffer(), CodeOrder.class);
        checkName(order.user());
        var app = apps.get(order.appid() == null ? apps.defaultAppid() : order.appid());
        if (app == null) {
            throw Refused.malformed("appid", "one of " + String.join(", ", apps.appids()));
        }
        if (order.union() != null) {
            people.change(new Person.Change(order.user(), order.union(), null, null, null, null, null, null));
        }
        return Future.succeededFuture(Reply.json(new MadeCode(codes.make(app, purpose(app, order)))));
    }

    /** {@code POST /__sandbox/user}: changes what it names, and tells all. */
    public Future<Reply> changeUser(RoutingContext ctx) {
        var change = Json.decode(ctx.body().buffer(), Person.Change.class);
        checkName(change.user());
        if (change.rank() != null && (change.rank() < 0 || change.rank() > HIGHEST_RANK)) {
            throw Refused.malformed("rank", "0 to " + HIGHEST_RANK);
        }
        if (change.nickname() != null && change.nickname().length() > LONGEST_NAME) {
            throw Refused.malformed("nickname", "at most " + LONGEST_NAME + " characters");
        }
        return Future.succeededFuture(Reply.json(people.change(change)));
    }

    private Purpose purpose(SandboxApp app, CodeOrder order) {
        if (app.kind() == Kind.MINI_PROGRAM) {
            return Purpose.login(app.appid(), order.user());
        }
        var scopes = app.kind() == Kind.WEBSITE ? List.of("snsapi_login") : List.of("snsapi_userinfo", "snsapi_base");
        var scope = order.scope() == null ? scopes.get(0) : order.scope();
        if (!scopes.contains(scope)) {
            throw Refused.malformed("scope", "one of " + String.join(", ", scopes));
        }
        var isSnapshot = app.kind() == Kind.OFFICIAL_ACCOUNT
                && people.person(order.user()).snapshot();
        return new Purpose(app.appid(), order.user(), scope, isSnapshot);
    }

    private static void checkName(String user) {
        if (user == null || user.isBlank() || user.length() > LONGEST_NAME) {
            throw Refused.malformed("user", "1 to " + LONGEST_NAME + " characters");
        }
    }

    private record CodeOrder(
            @JsonProperty String user,
            @JsonProperty String appid,
            @JsonProperty Boolean union,
            @JsonProperty String scope) {}

    private record MadeCode(@JsonProperty String code) {}
}

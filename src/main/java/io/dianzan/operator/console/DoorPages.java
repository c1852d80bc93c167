package io.dianzan.operator.console;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.ClientAddress;
import io.dianzan.http.Faults;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.login.RedirectLogin.Callback;
import io.dianzan.operator.staff.IssuerLogin;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Session;
import io.dianzan.operator.staff.StaffCookies;
import io.dianzan.operator.staff.StaffLogins;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The console's door: in by a password or by the issuer, and out. */
public final class DoorPages {
    private static final int LONGEST = 500;
    /** As the codes of voters' logins: some issuers put a whole session into one. */
    private static final int LONGEST_CODE = 2_048;

    private static final int LONGEST_FIELD = 200;
    /** What is said at the door itself, beside another try. */
    private static final Set<Refusal> AT_THE_DOOR = EnumSet.of(
            Refusal.ROLE_MISSING, Refusal.STATE_INVALID, Refusal.CODE_INVALID, Refusal.PROVIDER_DOWN, Refusal.TOO_FAST);

    private final StaffLogins logins;
    private final IssuerLogin issuer;
    private final Entry entry;
    private final Console console;

    /** {@code issuer} is null where there is none. */
    public DoorPages(StaffLogins logins, IssuerLogin issuer, Entry entry, Console console) {
        this.logins = logins;
        this.issuer = issuer;
        this.entry = entry;
        this.console = console;
    }

    /** What the door itself keeps in browsers, and how long a login lasts at most. */
    public record Entry(StaffCookies cookies, ClientAddress clients, Duration longest) {}

    /** {@code said} is a sentence or null; {@code oidc}: whether there is an issuer. */
    public record View(String to, String said, boolean oidc) {}

    /** {@code to}: where to go on. */
    public record Onward(String to) {}

    /** {@code GET /operator/login?to=}. */
    public Future<Reply> login(RoutingContext ctx) {
        var to = inside(Query.text(ctx, "to", LONGEST));
        return OperatorGuard.session(ctx) == null ? page(ctx, to, null) : Future.succeededFuture(Reply.redirect(to));
    }

    /** {@code POST /operator/login}: name, password, to. */
    public Future<Reply> enter(RoutingContext ctx) {
        var to = inside(field(ctx, "to"));
        var address = entry.clients().of(ctx.request());
        return logins.byPassword(field(ctx, "name").strip(), field(ctx, "password"), address)
                .compose(session -> {
                    if (session.isEmpty()) {
                        ctx.response().setStatusCode(Faults.statusOf(Refusal.ROLE_MISSING));
                        return page(ctx, to, "door.wrong");
                    }
                    return admit(ctx, session.get()).map(Reply.redirect(to));
                })
                .recover(failure -> told(ctx, to, failure));
    }

    /** {@code POST /operator/logout}. */
    public Future<Reply> logout(RoutingContext ctx) {
        entry.cookies().forget(ctx);
        return logins.end(OperatorGuard.session(ctx)).map(Reply.redirect("/operator/login"));
    }

    /** {@code GET /operator/login/oidc?to=}: on to the issuer. */
    public Future<Reply> start(RoutingContext ctx) {
        var to = inside(Query.text(ctx, "to", LONGEST));
        return issuer().start(ctx, to).map(Reply::redirect).recover(failure -> told(ctx, to, failure));
    }

    /** {@code GET /operator/login/oidc/callback}: back from there, with a code or without one. */
    public Future<Reply> callback(RoutingContext ctx) {
        var callback = new Callback(Query.text(ctx, "code", LONGEST_CODE), Query.text(ctx, "iss", LONGEST));
        // composed, so that what is thrown is told at the door too
        return Future.succeededFuture(Query.text(ctx, "state", LONGEST))
                .compose(state -> issuer().finish(ctx, state, callback))
                .compose(arrived -> logins.byIssuer(arrived.operator())
                        .compose(session -> admit(ctx, session))
                        .compose(admitted -> onward(ctx, arrived.to())))
                .recover(failure -> told(ctx, "/operator", failure));
    }

    /**
     * A page that goes on by itself: what comes right from the issuer's redirect is from another site to a browser, which
     * would keep our cookie back.
     */
    private Future<Reply> onward(RoutingContext ctx, String to) {
        var title = Title.of(console.words(ctx).say("door.onward"));
        return console.show(ctx, "onward", title, new Onward(to));
    }

    /** A session that this browser had before is over. */
    private Future<Void> admit(RoutingContext ctx, Session session) {
        var before = OperatorGuard.session(ctx);
        entry.cookies().keep(ctx, session, entry.longest());
        OperatorGuard.admit(ctx, session);
        return before == null ? Future.succeededFuture() : logins.end(before);
    }

    private Future<Reply> told(RoutingContext ctx, String to, Throwable failure) {
        if (!(failure instanceof Refused refused) || !AT_THE_DOOR.contains(refused.reason())) {
            return Future.failedFuture(failure);
        }
        ctx.response().setStatusCode(Faults.statusOf(refused.reason()));
        if (refused.retryAfterSeconds() > 0) {
            ctx.response().putHeader("Retry-After", Integer.toString(refused.retryAfterSeconds()));
        }
        return page(ctx, to, "door." + refused.reason().code());
    }

    private Future<Reply> page(RoutingContext ctx, String to, String said) {
        var words = console.words(ctx);
        var view = new View(to, said == null ? null : words.say(said), issuer != null);
        return console.show(ctx, "login", Title.of(words.say("door.title")), view);
    }

    private IssuerLogin issuer() {
        if (issuer == null) {
            throw Refusal.PATH_UNKNOWN.refused();
        }
        return issuer;
    }

    private static String inside(String to) {
        return Console.isInside(to) ? to : "/operator";
    }

    private static String field(RoutingContext ctx, String name) {
        var text = ctx.request().getFormAttribute(name);
        if (text == null || text.length() > (name.equals("to") ? LONGEST : LONGEST_FIELD)) {
            throw Refused.malformed(name, "a text of at most " + LONGEST_FIELD + " characters");
        }
        return text;
    }
}

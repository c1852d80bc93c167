package io.dianzan.operator.staff;

import io.dianzan.fault.Refusal;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Stands in front of every route of the console: who is there, whether he may, and whether it is our own form. */
public final class OperatorGuard {
    /** The field of a form, or the header of a script, that holds the form token. */
    public static final String FIELD = "token";

    private static final String HEADER = "X-Form-Token";
    private static final String KEY = OperatorGuard.class.getName();
    private static final String UNATTENDED = KEY + ".unattended";

    private final Sessions sessions;
    private final StaffCookies cookies;

    public OperatorGuard(Sessions sessions, StaffCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    /** Who asks; only behind this guard. */
    public static Operator of(RoutingContext ctx) {
        return session(ctx).operator();
    }

    /** Null where nobody is logged in. */
    public static Session session(RoutingContext ctx) {
        return ctx.get(KEY);
    }

    /** Who has just logged in is that already to the answer of the same request. */
    public static void admit(RoutingContext ctx, Session session) {
        ctx.put(KEY, session);
    }

    /** For what an open page asks by itself, before all else: it needs a login, and does not keep it alive. */
    public Handler<RoutingContext> unattended() {
        return ctx -> {
            ctx.put(UNATTENDED, true);
            ctx.next();
        };
    }

    /** Finds out who it is, before all others; lets everybody pass. */
    public Handler<RoutingContext> knows() {
        return ctx -> {
            // nobody reads the body meanwhile, and what of it came then would be lost
            ctx.request().pause();
            sessions.find(cookies.session(ctx), ctx.get(UNATTENDED) == null)
                    .onSuccess(found -> {
                        found.ifPresent(session -> ctx.put(KEY, session));
                        ctx.next();
                    })
                    .onFailure(ctx::fail)
                    .onComplete(known -> ctx.request().resume());
        };
    }

    /** Lets pass who has a right; before a body is read, so that nobody else can send one. */
    public Handler<RoutingContext> lets(Right right) {
        return ctx -> {
            if (session(ctx) == null) {
                toLogin(ctx);
            } else if (!of(ctx).may(right)) {
                ctx.fail(Refusal.ROLE_MISSING.refused());
            } else {
                ctx.next();
            }
        };
    }

    /** Lets pass what one of our own pages sent; where the body is read. */
    public Handler<RoutingContext> isOurForm() {
        return ctx -> {
            if (!cookies.isOurs(ctx)) {
                ctx.fail(Refusal.ORIGIN_FOREIGN.refused());
                return;
            }
            var header = ctx.request().getHeader(HEADER);
            var token = header == null ? ctx.request().getFormAttribute(FIELD) : header;
            if (!FormTokens.fits(secret(ctx), token)) {
                ctx.fail(Refusal.FORM_STALE.refused());
                return;
            }
            ctx.next();
        };
    }

    /** For a form of the page that is being made. */
    public String formToken(RoutingContext ctx) {
        var session = session(ctx);
        return FormTokens.issue(session == null ? cookies.visitor(ctx) : session.token());
    }

    /** Leaves a word (letters, digits, hyphens and colons) for the next page of this session, and of no other. */
    public void leave(RoutingContext ctx, String word) {
        cookies.leave(ctx, FormTokens.sign(session(ctx).token(), word));
    }

    /** What was left, once; null where nothing was, or by somebody else. */
    public String take(RoutingContext ctx) {
        return FormTokens.read(session(ctx).token(), cookies.take(ctx));
    }

    private String secret(RoutingContext ctx) {
        var session = session(ctx);
        return session == null ? cookies.visit(ctx) : session.token();
    }

    /** A browser on its way to a page is led to the login and back; everything else is told. */
    private static void toLogin(RoutingContext ctx) {
        var accept = ctx.request().getHeader(HttpHeaders.ACCEPT);
        if (ctx.request().method() != HttpMethod.GET || accept == null || !accept.contains("text/html")) {
            ctx.fail(Refusal.LOGIN_REQUIRED.refused());
            return;
        }
        var to = URLEncoder.encode(ctx.request().uri(), StandardCharsets.UTF_8);
        ctx.response()
                .setStatusCode(303)
                .putHeader(HttpHeaders.LOCATION, "/operator/login?to=" + to)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end();
    }
}

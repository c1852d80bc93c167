package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** The one place where a failure becomes an answer: a problem document (RFC 9457) with a stable {@code code}. */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int LONGEST_PAUSE_SECONDS = 5;
    /** The pattern of the path and never the path, for people write into that what they like. */
    private static final String ROUTE = "route";

    private static final int FIRST_ERROR = 400;
    private static final int LAST_ERROR = 599;
    /** Vert.x's word for a body whose end never came, or came as nonsense: nobody is there to be answered. */
    private static final int BODY_BROKE_OFF = 200;
    /** What HTTP or Vert.x itself finds wrong; no more is told, for no more is known. */
    static final Refused MALFORMED = Refused.malformed("request", "a request as the contract has it");

    private final RequestIds ids;
    private final Consumer<Refusal> counter;
    private final FaultPage page;

    /** {@code counter} is told of every refusal; {@code page} is for people, or null. Safe on every thread. */
    public Faults(RequestIds ids, Consumer<Refusal> counter, FaultPage page) {
        this.ids = ids;
        this.counter = counter;
        this.page = page;
    }

    /** Of a router whose refusals nobody counts, with no proxy in front. */
    public static Faults uncounted() {
        return new Faults(new RequestIds(new ClientAddress(List.of())), uncounted -> {}, null);
    }

    public static void mount(Router router) {
        uncounted().watch(router);
    }

    /** Catches every failure of a router, those that Vert.x finds by itself included. */
    public void watch(Router router) {
        for (var status = FIRST_ERROR; status <= LAST_ERROR; status++) {
            router.errorHandler(status, ctx -> answer(router, ctx));
        }
        router.errorHandler(BODY_BROKE_OFF, ctx -> ctx.response().reset());
    }

    /** Fails a request, and keeps which route it took: Vert.x has forgotten that by the time of the answer. */
    static void fail(RoutingContext ctx, Throwable cause) {
        ctx.put(ROUTE, ctx.currentRoute().getPath());
        ctx.fail(cause);
    }

    /** For a refusal that is answered elsewhere. */
    public void count(Refusal reason) {
        counter.accept(reason);
    }

    private void answer(Router router, RoutingContext ctx) {
        if (ctx.response().headWritten()) {
            about(ctx, ids.of(ctx.request())).log("an answer broke off");
            // its head is on the way: only a broken connection can still tell
            ctx.response().reset();
            return;
        }
        var refused = refusedOf(ctx);
        var reason = refused.reason();
        count(reason);
        var status = statusOf(reason);
        var pause = refused.retryAfterSeconds() > 0 ? refused.retryAfterSeconds() : pauseAfter(reason);
        if (pause > 0) {
            ctx.response().putHeader("Retry-After", Integer.toString(pause));
        }
        if (status == 401) {
            // RFC 9110, section 15.5.2: a 401 must say how to do better.
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
        }
        if (status == 405) {
            ctx.response().putHeader("Allow", AllowedMethods.of(router, ctx.normalizedPath()));
        }
        if (page != null && isForPeople(ctx)) {
            ctx.response().setStatusCode(status);
            Reply.pageOnce(page.of(ctx, refused)).send(ctx);
            return;
        }
        ProblemDocument.send(ctx.response(), status, refused);
    }

    /** A browser that goes somewhere asks for a page; the interface answers programs, whatever they ask for. */
    private static boolean isForPeople(RoutingContext ctx) {
        var accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        var path = ctx.request().path();
        return accepted != null
                && accepted.contains("text/html")
                && (!path.startsWith("/v1/") || path.startsWith("/v1/login/"));
    }

    private Refused refusedOf(RoutingContext ctx) {
        if (ctx.failure() instanceof Refused refused) {
            LOG.atDebug()
                    .addKeyValue("request", () -> ids.of(ctx.request()))
                    .addKeyValue(ROUTE, () -> ctx.get(ROUTE, "none"))
                    .log("refused: {}", refused.reason());
            return refused;
        }
        return switch (ctx.statusCode()) {
            case 404 -> Refusal.PATH_UNKNOWN.refused();
            case 405 -> Refusal.METHOD.refused();
            case 413 -> Refusal.TOO_LARGE.refused();
            default -> ctx.statusCode() < 500 ? MALFORMED : internal(ctx);
        };
    }

    /** The caller gets a name for what happened, the log what happened under that name. */
    private Refused internal(RoutingContext ctx) {
        var request = ids.of(ctx.request());
        ctx.response().putHeader(RequestIds.HEADER, request);
        about(ctx, request).log("a request failed");
        return Refusal.INTERNAL.refused().with("request", request);
    }

    private static LoggingEventBuilder about(RoutingContext ctx, String request) {
        return LOG.atError()
                .addKeyValue("request", request)
                .addKeyValue(ROUTE, ctx.<String>get(ROUTE, "none"))
                .setCause(ctx.failure());
    }

    /** Whole seconds, at random, so that those who were turned away together do not come back together. */
    private static int pauseAfter(Refusal reason) {
        return switch (reason) {
            case BUSY, PROVIDER_DOWN, CLOCK_WRONG, OUTCOME_UNKNOWN ->
                ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_SECONDS + 1);
            default -> 0;
        };
    }

    /** The status that stands for a reason; {@code too-large} is more exact where HTTP itself found it (414, 431). */
    public static int statusOf(Refusal reason) {
        return switch (reason) {
            case LOGIN_REQUIRED, TOKEN_EXPIRED, TOKEN_REVOKED -> 401;
            case CODE_INVALID, STATE_INVALID, MALFORMED -> 400;
            case TOO_LARGE -> 413;
            case CODE_USED, KEY_REUSED, QUOTA_SPENT, WORK_SPENT, DAY_OVER -> 409;
            case CONSENT_REQUIRED,
                    SNAPSHOT_USER,
                    ACCOUNT_RISKY,
                    UNION_REQUIRED,
                    CHANNEL_CLOSED,
                    ORIGIN_FOREIGN,
                    VOTER_BANNED,
                    NOT_OPEN,
                    PAUSED,
                    CLOSED,
                    WORK_WITHDRAWN,
                    RESULTS_HIDDEN,
                    ROLE_MISSING,
                    FORM_STALE -> 403;
            case CAMPAIGN_UNKNOWN, WORK_UNKNOWN, SHARE_UNKNOWN, PROVIDER_UNKNOWN, PATH_UNKNOWN -> 404;
            case METHOD -> 405;
            case TOO_FAST -> 429;
            case BUSY, PROVIDER_DOWN, CLOCK_WRONG, OUTCOME_UNKNOWN -> 503;
            case INTERNAL -> 500;
        };
    }
}

package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where a failure becomes an answer: a problem document (RFC 9457) with a stable {@code code}. */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final int LONGEST_PAUSE_SECONDS = 5;

    /** How Vert.x's body handler names a connection that ended in the middle of a body. */
    private static final int BODY_CUT_OFF = 200;

    private Faults() {}

    /** Catches every failure of a router, those that Vert.x finds by itself included. */
    public static void mount(Router router) {
        for (var status : new int[] {400, 404, 405, 406, 413, 414, 415, 431, 500, 501, 503}) {
            router.errorHandler(status, Faults::answer);
        }
        router.errorHandler(BODY_CUT_OFF, Faults::nobodyIsLeft);
    }

    /** No error of ours: anyone could fill the log with it. */
    private static void nobodyIsLeft(RoutingContext ctx) {}

    private static void answer(RoutingContext ctx) {
        if (ctx.response().headWritten()) {
            ctx.response().reset();
            return;
        }
        var refused = refusedOf(ctx);
        var reason = refused.reason();
        var status = statusOf(reason);
        var document = new LinkedHashMap<String, Object>();
        document.put("type", "about:blank");
        document.put("title", reason.title());
        document.put("status", status);
        document.put("code", reason.code());
        document.putAll(refused.facts());
        var pause = refused.retryAfterSeconds() > 0 ? refused.retryAfterSeconds() : pauseAfter(reason);
        if (pause > 0) {
            ctx.response().putHeader("Retry-After", Integer.toString(pause));
        }
        if (status == 401) {
            // RFC 9110, section 15.5.2: a 401 must say how to do better.
            ctx.response().putHeader("WWW-Authenticate", "Bearer");
        }
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Json.encode(document));
    }

    private static Refused refusedOf(RoutingContext ctx) {
        if (ctx.failure() instanceof Refused refused) {
            return refused;
        }
        return switch (ctx.statusCode()) {
            case 400, 406, 414, 415 -> Refused.malformed("request", "a request as the contract has it");
            case 404 -> Refusal.PATH_UNKNOWN.refused();
            case 405 -> Refusal.METHOD.refused();
            case 413, 431 -> Refusal.TOO_LARGE.refused();
            default -> internal(ctx.failure());
        };
    }

    private static Refused internal(Throwable cause) {
        var request = UUID.randomUUID().toString();
        LOG.error("request {} failed", request, cause);
        return Refusal.INTERNAL.refused().with("request", request);
    }

    /** Whole seconds, at random, so that those who were turned away together do not come back together. */
    private static int pauseAfter(Refusal reason) {
        return switch (reason) {
            case BUSY, PROVIDER_DOWN, CLOCK_WRONG, OUTCOME_UNKNOWN ->
                ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_SECONDS + 1);
            default -> 0;
        };
    }

    private static int statusOf(Refusal reason) {
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
                    RESULTS_HIDDEN -> 403;
            case CAMPAIGN_UNKNOWN, WORK_UNKNOWN, SHARE_UNKNOWN, PROVIDER_UNKNOWN, PATH_UNKNOWN -> 404;
            case METHOD -> 405;
            case TOO_FAST -> 429;
            case BUSY, PROVIDER_DOWN, CLOCK_WRONG, OUTCOME_UNKNOWN -> 503;
            case INTERNAL -> 500;
        };
    }
}

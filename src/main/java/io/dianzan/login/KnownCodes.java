package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a provider's code turned out to be, for as long as a phone or a browser may bring it again: a code is good for
 * one exchange, and an answer that got lost, or WeChat's second callback, must not cost a login. One exchange at a time
 * for all processes, by Redis; without Redis each asks the provider, whose single use decides. Belongs to one event loop.
 */
public final class KnownCodes {
    /** WeChat's codes live for five minutes. */
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** Shorter, for anybody can invent codes. */
    private static final Duration REFUSED_LIFE = Duration.ofSeconds(30);

    /** Longer than the provider and the database, with a merge of two voters, may take. */
    private static final Duration EXCHANGE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LOOK_EVERY_MILLIS = 50;
    private static final String UNDER_WAY = "?";
    /** What a provider says of a code for good. */
    private static final Set<Refusal> FINAL = Set.of(
            Refusal.CODE_INVALID,
            Refusal.CODE_USED,
            Refusal.ACCOUNT_RISKY,
            Refusal.SNAPSHOT_USER,
            Refusal.STATE_INVALID);

    private final Vertx vertx;
    private final RedisLink redis;
    private final Envelope envelope;

    /** {@code envelope}: what lies in Redis makes tokens, so nobody but us may write it. */
    public KnownCodes(Vertx vertx, RedisLink redis, Envelope envelope) {
        this.vertx = vertx;
        this.redis = redis;
        this.envelope = envelope;
    }

    /**
     * What {@code exchange} gives for this code, or has given before in the same {@code attempt}: a code that was seen by
     * somebody else is of no use in his own.
     */
    Future<VoterToken> once(String provider, String attempt, String code, Supplier<Future<VoterToken>> exchange) {
        return once(LoginKeys.code(provider, attempt, code), exchange, Deadline.in(PATIENCE));
    }

    private Future<VoterToken> once(String key, Supplier<Future<VoterToken>> exchange, Deadline deadline) {
        return claim(key).compose(known -> switch (known) {
            case "" ->
                exchange.get()
                        .onSuccess(voter -> keep(key, textOf(voter), LIFE))
                        .onFailure(cause -> failed(key, cause));
            case UNDER_WAY -> later(key, exchange, deadline);
            default -> envelope.open(known, key).map(KnownCodes::outcomeOf).orElseGet(exchange);
        });
    }

    /** What is known of a code: nothing (and it is ours to exchange now), that somebody is at it, or its outcome. */
    private Future<String> claim(String key) {
        var claim = Request.cmd(Command.SET)
                .arg(key)
                .arg(UNDER_WAY)
                .arg("NX")
                .arg("PX")
                .arg(EXCHANGE.toMillis());
        return redis.write(List.of(claim, Request.cmd(Command.GET).arg(key)))
                .map(KnownCodes::stateOf)
                .otherwise("");
    }

    private static String stateOf(List<Response> responses) {
        // a claim that went through, or a key that ended between the two: the code is ours
        return responses.get(0) != null || responses.get(1) == null
                ? ""
                : responses.get(1).toString();
    }

    private Future<VoterToken> later(String key, Supplier<Future<VoterToken>> exchange, Deadline deadline) {
        if (deadline.leftMillis() <= 0) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return vertx.timer(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS).compose(now -> once(key, exchange, deadline));
    }

    private void failed(String key, Throwable cause) {
        if (cause instanceof Refused refused && FINAL.contains(refused.reason())) {
            keep(key, "!" + refused.reason().name(), REFUSED_LIFE);
        } else {
            redis.write(List.of(Request.cmd(Command.DEL).arg(key)));
        }
    }

    private void keep(String key, String outcome, Duration life) {
        var closed = envelope.close(outcome, key);
        redis.write(
                List.of(Request.cmd(Command.SET).arg(key).arg(closed).arg("PX").arg(life.toMillis())));
    }

    private static String textOf(VoterToken voter) {
        return voter.voter() + " " + voter.epoch() + " " + voter.channel() + " " + voter.united();
    }

    private static Future<VoterToken> outcomeOf(String text) {
        if (text.startsWith("!")) {
            return Future.failedFuture(Refusal.valueOf(text.substring(1)).refused());
        }
        var parts = text.split(" ");
        return Future.succeededFuture(new VoterToken(
                Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2], Boolean.parseBoolean(parts[3])));
    }
}

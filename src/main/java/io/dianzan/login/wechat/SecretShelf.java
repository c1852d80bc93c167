package io.dianzan.login.wechat;

import io.dianzan.config.KeyRing;
import io.dianzan.login.Envelope;
import io.dianzan.store.RedisAddress;
import io.dianzan.store.RedisLink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Where the processes keep the secrets that they have in common: in Redis, encrypted, each with a lock for the one who
 * fetches it. Works on one event loop of its own; one shelf serves all secrets of a process.
 */
public final class SecretShelf {
    /** Longer than any fetch takes, so that two at once are rare; they do no harm. Its owner may have died. */
    private static final Duration LOCK = Duration.ofMillis(2_500);

    private static final int SHORTEST_PAUSE_MILLIS = 30;
    private static final int LONGEST_PAUSE_MILLIS = 100;

    /** KEYS: lock, secret. ARGV: owner; what he puts there, and for how many milliseconds. A lock is its owner's. */
    private static final String PUT = """
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('del', KEYS[1])
            redis.call('set', KEYS[2], ARGV[2], 'PX', ARGV[3])
            return 1""";

    private static final String RELEASE = """
            if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('del', KEYS[1])""";

    private final Vertx vertx;
    private final Context loop;
    private final RedisLink link;
    private final Envelope envelope;
    private final SecureRandom random = new SecureRandom();

    public SecretShelf(Vertx vertx, RedisAddress address, KeyRing keys) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.link = RedisLink.quiet(vertx, address);
        this.envelope = new Envelope(keys, "shared secrets", keys.newest()::name);
    }

    /** What is found there: our right to fetch, if nobody else has it, and the secret, if it is there. */
    record Found(String owner, boolean locked, Optional<Copy> copy) {}

    /** A secret of that life, of which so much is left. */
    record Copy(String value, Duration life, Duration left) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Begins to connect, and does not wait for it; until then every process is alone. */
    public void open() {
        loop.runOnContext(turn -> link.open());
    }

    public boolean isAway() {
        return link.away();
    }

    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        loop.runOnContext(turn -> link.close().onComplete(closed));
        return closed.future();
    }

    /** What follows must happen here. */
    void onLoop(Runnable work) {
        loop.runOnContext(turn -> work.run());
    }

    /** Takes the lock if it is free, and looks what is there, in this order: nothing is put there in between. */
    Future<Found> look(String name) {
        var owner = HexFormat.of().formatHex(randomBytes());
        var lock = Request.cmd(Command.SET)
                .arg(SecretKeys.lock(name))
                .arg(owner)
                .arg("NX")
                .arg("PX")
                .arg(LOCK.toMillis());
        var secret = SecretKeys.secret(name);
        return link.write(List.of(
                        lock,
                        Request.cmd(Command.GET).arg(secret),
                        Request.cmd(Command.PTTL).arg(secret)))
                .map(answers -> new Found(owner, answers.get(0) != null, copy(name, answers.get(1), answers.get(2))));
    }

    /** Puts a secret there and gives the lock back; does nothing for one who has lost the lock. */
    void put(String name, String owner, Issue issue) {
        var closed = envelope.close(issue.life().toMillis() + " " + issue.value(), name);
        link.write(List.of(script(PUT, 2, SecretKeys.lock(name), SecretKeys.secret(name), owner)
                .arg(closed)
                .arg(issue.life().toMillis())));
    }

    void release(String name, String owner) {
        link.write(List.of(script(RELEASE, 1, SecretKeys.lock(name), owner)));
    }

    /** For one who waits that another fetches. */
    Future<Void> pause() {
        var millis = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private Optional<Copy> copy(String name, Response closed, Response leftMillis) {
        if (closed == null || leftMillis.toLong() <= 0) {
            return Optional.empty();
        }
        return envelope.open(closed.toString(), name).map(text -> {
            var blank = text.indexOf(' ');
            return new Copy(
                    text.substring(blank + 1),
                    Duration.ofMillis(Long.parseLong(text.substring(0, blank))),
                    Duration.ofMillis(leftMillis.toLong()));
        });
    }

    private byte[] randomBytes() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Request script(String text, int keys, String... arguments) {
        var request = Request.cmd(Command.EVAL).arg(text).arg(keys);
        for (var argument : arguments) {
            request.arg(argument);
        }
        return request;
    }
}

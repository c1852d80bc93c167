package io.dianzan.ballot;

import io.dianzan.store.Incarnation;
import io.dianzan.store.RedisAddress;
import io.dianzan.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The gate in Redis: the taps of one turn of the event loop go out in one write, and while that is out the next gather.
 * The counts of committed ballots ride along, or go alone after a short while. Redis away: every tap passes with this
 * process's own count, and the ledger decides. Belongs to one event loop.
 */
public final class RedisGate implements Gate {
    private static final long FLUSH_ALONE_MILLIS = 50;
    /** One write's size, and how much is remembered for later while Redis is away. */
    private static final int ASKED_AT_ONCE = 1_024;

    private static final int REMEMBERED = 50_000;
    /** A flush of Redis takes the keys' ends of life with it; they are told again from time to time. */
    private static final long FORGET_EXPIRIES_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Vertx vertx;
    private final RedisLink link;
    private final Incarnation incarnation;
    private final GateMeters meters;
    private final TapCounter own = new TapCounter(LimitScope.ACCOUNT);
    private final Set<String> keysWithExpiry = new HashSet<>();
    private List<Asked> asked = new ArrayList<>();
    private List<Known> known = new ArrayList<>();
    private boolean scheduled;
    private boolean writing;
    private long timer = -1;

    public RedisGate(Vertx vertx, RedisAddress address, Incarnation incarnation, GateMeters meters) {
        this.vertx = vertx;
        this.link = new RedisLink(vertx, address, this::opened);
        this.incarnation = incarnation;
        this.meters = meters;
    }

    /** A tap that waits for the gate's answer. */
    record Asked(Tap tap, Window window, Promise<Integer> answer) {}

    /** A count that Redis is to be told. */
    record Known(Tap tap, int ballots) {}

    public void open() {
        timer = vertx.setPeriodic(FORGET_EXPIRIES_MILLIS, tick -> keysWithExpiry.clear());
        link.open();
    }

    /** Whether taps pass without Redis now; known on every thread. */
    public boolean isAway() {
        return link.away();
    }

    public Future<Void> close() {
        vertx.cancelTimer(timer);
        return link.close();
    }

    @Override
    public Future<Integer> known(Tap tap) {
        if (link.away()) {
            return alone(tap);
        }
        var question = new Asked(tap, Window.of(tap.rules().limits().account(), tap.acceptedAt()), Promise.promise());
        asked.add(question);
        schedule();
        return question.answer().future();
    }

    @Override
    public void remember(Tap tap, int ballots) {
        if (known.size() >= REMEMBERED) {
            return;
        }
        known.add(new Known(tap, ballots));
        if (known.size() == 1) {
            vertx.setTimer(FLUSH_ALONE_MILLIS, late -> schedule());
        }
    }

    private Future<Integer> alone(Tap tap) {
        meters.passed().increment();
        return own.count(tap.campaign().id(), tap.voter(), tap.rules().limits().account(), tap.acceptedAt())
                .<Future<Integer>>map(Future::failedFuture)
                .orElseGet(() -> Future.succeededFuture(0));
    }

    private void schedule() {
        if (!scheduled && !writing) {
            scheduled = true;
            vertx.runOnContext(turn -> write());
        }
    }

    private void write() {
        scheduled = false;
        if (asked.isEmpty() && (known.isEmpty() || link.away())) {
            return;
        }
        var questions = take(asked);
        asked = new ArrayList<>(asked.subList(questions.size(), asked.size()));
        var counts = take(known);
        known = new ArrayList<>(known.subList(counts.size(), known.size()));
        var write = new GateWrite(incarnation.name(), questions, counts, keysWithExpiry);
        var sent = System.nanoTime();
        writing = true;
        link.write(write.commands())
                .onSuccess(answers -> meters.writes().record(System.nanoTime() - sent, TimeUnit.NANOSECONDS))
                .onComplete(answers -> tell(questions, write.read(answers)), cause -> letPass(questions))
                .onComplete(done -> {
                    writing = false;
                    if (!asked.isEmpty() || !known.isEmpty()) {
                        schedule();
                    }
                });
    }

    private static <T> List<T> take(List<T> all) {
        return List.copyOf(all.subList(0, Math.min(all.size(), ASKED_AT_ONCE)));
    }

    private static void tell(List<Asked> questions, GateWrite.Answers answers) {
        for (int i = 0; i < questions.size(); i++) {
            var question = questions.get(i);
            if (answers.taps()[i] > question.tap().rules().limits().account().taps()) {
                question.answer().fail(TapCounter.tooFast(question.window(), LimitScope.ACCOUNT));
            } else {
                question.answer().complete(answers.ballots()[i]);
            }
        }
    }

    private void letPass(List<Asked> questions) {
        for (var question : questions) {
            alone(question.tap()).onComplete(question.answer());
        }
    }

    private void opened() {
        keysWithExpiry.clear();
        if (!known.isEmpty()) {
            schedule();
        }
    }
}

package io.dianzan;

import io.dianzan.store.Poll;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What one process does again and again; each is measured under its name. */
final class Polls {
    /** How far a process may be behind the others: acts take effect three seconds after they are written. */
    private static final long MILLIS = 1_000;

    private final Vertx vertx;
    private final Meters meters;
    private final List<Poll> polls = new ArrayList<>();

    Polls(Vertx vertx, Meters meters) {
        this.vertx = vertx;
        this.meters = meters;
    }

    Poll add(String name, String activity, Supplier<Future<Void>> work) {
        return add(name, activity, work, MILLIS);
    }

    Poll add(String name, String activity, Supplier<Future<Void>> work, long millis) {
        var poll = new Poll(vertx, activity, work, millis);
        polls.add(poll);
        meters.watch(name, poll);
        return poll;
    }

    /** One after the other in the order in which they were added; done when each has succeeded once. */
    Future<Void> start() {
        var started = Future.<Void>succeededFuture();
        for (var poll : polls) {
            started = started.compose(before -> poll.start());
        }
        return started;
    }

    Future<Void> stop() {
        return Future.join(polls.stream().map(Poll::stop).toList()).mapEmpty();
    }
}

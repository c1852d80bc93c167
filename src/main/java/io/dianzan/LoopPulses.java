package io.dianzan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Feels the pulse of every event loop, on a thread of its own: on one of theirs it could hang with them. */
final class LoopPulses {
    /** Often enough to meet a short stall now and then, and nothing beside a loop's other work. */
    private static final long EVERY_MILLIS = 200;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(LoopPulses::daemon);
    private volatile List<LoopPulse> pulses = List.of();

    void start(List<VoteLoop> loops, Meters meters) {
        var all = new ArrayList<LoopPulse>();
        for (var loop : loops) {
            all.add(new LoopPulse(loop.context(), meters.lagOf(loop), System::nanoTime));
        }
        pulses = List.copyOf(all);
        thread.scheduleWithFixedDelay(
                () -> pulses.forEach(LoopPulse::beat), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        thread.shutdownNow();
    }

    /** The numbers of the loops that do not turn. */
    List<Integer> stuck() {
        var felt = pulses;
        return IntStream.range(0, felt.size())
                .filter(number -> felt.get(number).isStuck())
                .boxed()
                .toList();
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "pulse");
        thread.setDaemon(true);
        return thread;
    }
}

package io.dianzan.tally;

import io.dianzan.fault.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The open streams of one event loop. What goes to thousands of them is written in slices, with the loop's other work in
 * between: taps do not wait for it. Everything happens on that loop, but for what says otherwise.
 */
public final class LiveStreams {
    /** Some two milliseconds' work. */
    private static final int SLICE = 200;
    /** A timer and not the next task: Netty runs hundreds of tasks in a row before it looks at its sockets again. */
    private static final int PAUSE_MILLIS = 1;
    /** A loop that is so many events behind, minutes of them, has no time for streams. */
    private static final int MOST_WAITING = 200;
    /** A proxy cuts what is silent for half a minute. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private static final int SWEEPS_IN_HEARTBEAT = 5;
    private static final Buffer HEARTBEAT_TEXT = Buffer.buffer(": heartbeat\n\n");
    /** On average three seconds until a phone comes back; all of them at once would be a flood. */
    private static final int SHORTEST_RETRY_MILLIS = 1_500;

    private static final int LONGEST_RETRY_MILLIS = 4_500;

    private final Vertx vertx;
    private final Context context;
    private final OpenStreams open;
    private final Map<Integer, Set<LiveStream>> campaignToStreams = new HashMap<>();
    private final Queue<Writing> waiting = new ArrayDeque<>();
    private final long sweeping;
    /** Sweeps are the streams' clock, exact to a fifth of a heartbeat. */
    private int sweeps;

    private boolean stopped;

    /** For the loop on which this is called; a stream is silent for no longer than {@code heartbeat}. */
    public LiveStreams(Vertx vertx, OpenStreams open, Duration heartbeat) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.open = open;
        sweeping = vertx.setPeriodic(heartbeat.toMillis() / SWEEPS_IN_HEARTBEAT, timer -> sweep());
    }

    /** A heartbeat where silent connections are closed after {@code idle}. */
    public static Duration heartbeat(Duration idle) {
        var half = idle.dividedBy(2);
        return half.compareTo(HEARTBEAT) < 0 ? half : HEARTBEAT;
    }

    /** What is still to be written, to whom. */
    private record Writing(List<LiveStream> streams, Predicate<LiveStream> act) {}

    /** Begins a stream with an event that is made once there is a place for it; refuses as {@code busy}. */
    void open(int campaign, HttpServerResponse response, Supplier<LiveEvent> first) {
        if (stopped) {
            throw Refusal.BUSY.refused();
        }
        // first a place, then the counts: whoever has a place is told of every change from now on
        open.enter();
        try {
            begin(campaign, response, first.get());
        } catch (RuntimeException e) {
            open.leave();
            throw e;
        }
    }

    private void begin(int campaign, HttpServerResponse response, LiveEvent first) {
        var stream = new LiveStream(campaign, response, first.version());
        LiveRoutes.head(response).setChunked(true);
        response.closeHandler(gone -> {
            stream.over();
            forget(stream);
        });
        campaignToStreams
                .computeIfAbsent(campaign, none -> new LinkedHashSet<>())
                .add(stream);
        var retry = ThreadLocalRandom.current().nextInt(SHORTEST_RETRY_MILLIS, LONGEST_RETRY_MILLIS + 1);
        stream.write(Buffer.buffer("retry: " + retry + "\n\n").appendBuffer(first.text()), sweeps);
    }

    /** Writes an event to all streams of a campaign; from any thread. */
    void tell(int campaign, LiveEvent event) {
        context.runOnContext(now -> write(streamsOf(campaign), stream -> stream.tell(event, sweeps)));
    }

    /** Ends all streams of a campaign whose counts may not be shown any more; from any thread. */
    void end(int campaign) {
        context.runOnContext(now -> write(streamsOf(campaign), this::ended));
    }

    /** Ends all streams, and begins none any more: they would hold up the end of the server. */
    public void stop() {
        stopped = true;
        vertx.cancelTimer(sweeping);
        endAll();
    }

    private void sweep() {
        sweeps++;
        var silent = all().stream()
                .filter(stream -> sweeps - stream.writtenAt() >= SWEEPS_IN_HEARTBEAT - 1)
                .toList();
        write(silent, stream -> stream.write(HEARTBEAT_TEXT, sweeps));
    }

    private List<LiveStream> all() {
        var all = new ArrayList<LiveStream>();
        campaignToStreams.values().forEach(all::addAll);
        return all;
    }

    private List<LiveStream> streamsOf(int campaign) {
        return List.copyOf(campaignToStreams.getOrDefault(campaign, Set.of()));
    }

    /** One writing after the other, so that no stream gets a later event before an earlier one. */
    private void write(List<LiveStream> streams, Predicate<LiveStream> act) {
        if (streams.isEmpty()) {
            return;
        }
        if (waiting.size() == MOST_WAITING) {
            endAll();
            return;
        }
        waiting.add(new Writing(streams, act));
        if (waiting.size() == 1) {
            slice(streams);
        }
    }

    private void slice(List<LiveStream> left) {
        var writing = waiting.peek();
        var end = Math.min(SLICE, left.size());
        left.subList(0, end).stream()
                .filter(stream -> !stream.isOver() && !writing.act().test(stream))
                .forEach(this::drop);
        if (end < left.size()) {
            later(left.subList(end, left.size()));
        } else {
            waiting.remove();
            if (!waiting.isEmpty()) {
                later(waiting.peek().streams());
            }
        }
    }

    private void later(List<LiveStream> left) {
        vertx.setTimer(PAUSE_MILLIS, timer -> slice(left));
    }

    private boolean ended(LiveStream stream) {
        stream.end();
        forget(stream);
        return true;
    }

    private void endAll() {
        all().forEach(this::ended);
    }

    private void drop(LiveStream stream) {
        stream.reset();
        forget(stream);
    }

    private void forget(LiveStream stream) {
        var streams = campaignToStreams.getOrDefault(stream.campaign(), Set.of());
        if (streams.contains(stream)) {
            streams.remove(stream);
            open.leave();
        }
        if (streams.isEmpty()) {
            campaignToStreams.remove(stream.campaign());
        }
    }
}

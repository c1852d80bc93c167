package io.dianzan.http;

import io.netty.channel.Channel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes connections that are too many, and those whose request takes too long to arrive: idle timers are no help, for
 * every byte sets them back. Once a request is whole it is out of the guard's hands, so an answer may last (server-sent
 * events): it lives for as long as it writes something within {@code http.idle}. One for each event loop, all on it.
 */
final class ConnectionGuard {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);
    /** A deadline is kept to a tenth. */
    private static final int SWEEPS_IN_TIME = 10;

    private static final long REPORT_MILLIS = 60_000;

    private final Vertx vertx;
    private final OpenConnections open;
    private final Map<Channel, Arrival> channelToArrival = new HashMap<>();
    private final Map<Closing, Integer> reasonToClosed = new EnumMap<>(Closing.class);
    private final long sweeping;
    private final long reporting;
    /** Sweeps are the guard's clock: it costs a request nothing, and stands still while the loop does. */
    private int sweeps;

    ConnectionGuard(Vertx vertx, Duration request, OpenConnections open) {
        this.vertx = vertx;
        this.open = open;
        sweeping = vertx.setPeriodic(request.toMillis() / SWEEPS_IN_TIME, timer -> sweep());
        reporting = vertx.setPeriodic(REPORT_MILLIS, timer -> report());
    }

    void watch(HttpConnection connection) {
        // the one step behind Vert.x's public face: see to it when Vert.x changes
        var channel = ((ConnectionBase) connection).channel();
        var peer = channel.remoteAddress() == null
                ? null
                : connection.remoteAddress().hostAddress();
        if (peer == null) {
            // gone before we looked
            channel.close();
            return;
        }
        var refused = open.enter(peer);
        if (refused.isPresent()) {
            close(channel, refused.get());
            return;
        }
        var arrival = new Arrival(() -> sweeps);
        channelToArrival.put(channel, arrival);
        channel.closeFuture().addListener(closed -> {
            channelToArrival.remove(channel);
            open.leave(peer);
        });
        arrival.watch(channel.pipeline());
    }

    void stop() {
        vertx.cancelTimer(sweeping);
        vertx.cancelTimer(reporting);
    }

    private void sweep() {
        sweeps++;
        var overdue = channelToArrival.entrySet().stream()
                .filter(entry -> entry.getValue().isOlderThan(SWEEPS_IN_TIME))
                .map(Map.Entry::getKey)
                .toList();
        overdue.forEach(channel -> close(channel, Closing.OVERDUE));
    }

    private void close(Channel channel, Closing reason) {
        reasonToClosed.merge(reason, 1, Integer::sum);
        channel.close();
    }

    /** At most one line a minute, however many connections a stranger opens. */
    private void report() {
        if (!reasonToClosed.isEmpty()) {
            LOG.info("connections closed in the last minute: {}", reasonToClosed);
            reasonToClosed.clear();
        }
    }
}

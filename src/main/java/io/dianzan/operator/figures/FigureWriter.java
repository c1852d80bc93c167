package io.dianzan.operator.figures;

import io.dianzan.campaign.CampaignClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Adds what this process has counted to the figures of all, once a second. While PostgreSQL is away the sums go on growing
 * in memory, which takes no more room than before, and all of them come late. Never twice at once.
 */
public final class FigureWriter {
    private final UUID process = UUID.randomUUID();
    private final AtomicLong number = new AtomicLong();
    private final FigureTable table;
    private final CampaignClock clock;
    private final TapFigures taps;
    private final MeterFigures meters;
    /** Was sent and not heard of. */
    private volatile Batch sent;

    public FigureWriter(Pool pool, CampaignClock clock, TapFigures taps, MeterRegistry registry) {
        this.table = new FigureTable(pool);
        this.clock = clock;
        this.taps = taps;
        this.meters = new MeterFigures(registry);
    }

    /** Writes what is there; what could not be written is tried first the next time. */
    public Future<Void> write() {
        if (sent == null) {
            sent = taken();
        }
        var batch = sent;
        return table.add(process, batch).onSuccess(added -> {
            if (sent == batch) {
                sent = null;
            }
        });
    }

    /** Writes the last of it: this process is no more. */
    public Future<Void> leave() {
        return write().compose(before -> write()).compose(all -> table.leave(process));
    }

    private Batch taken() {
        var now = clock.now();
        var minute = Slots.of(Slots.MINUTE, now);
        var slot = Slots.of(Slots.SLOT, now);
        var batch = Batch.empty(number.incrementAndGet(), meters.queue());
        taps.all().forEach((campaign, counted) -> {
            counted.takeTaps((outcome, count) ->
                    batch.taps().add(new Batch.Taps(campaign, minute, Outcomes.name(outcome), count)));
            counted.takeVotes((work, votes) -> batch.votes().add(new Batch.Votes(campaign, slot, work, votes)));
            counted.takePlaces((line, votes) -> place(campaign, line, votes, batch));
        });
        meters.take(minute, batch);
        return batch;
    }

    private static void place(int campaign, Places.Line line, long votes, Batch batch) {
        var hour = Instant.EPOCH.plus(Slots.HOUR.multipliedBy(line.hour()));
        if (line.kind() == Places.PREFIX) {
            batch.prefixes().add(new Batch.FromPrefix(campaign, line.work(), hour, (Long) line.origin(), votes));
        } else {
            batch.shares().add(new Batch.ByShare(campaign, line.work(), hour, (String) line.origin(), votes));
        }
    }
}

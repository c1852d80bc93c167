package io.dianzan.tally;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** SQL of the readings that are shown late. */
final class DelayedTable {
    private final Pool pool;

    DelayedTable(Pool pool) {
        this.pool = pool;
    }

    /** The first to come writes the reading of a step. */
    Future<Void> write(int campaign, long step, Figures figures) {
        var votes = new ArrayList<>(figures.workToVotes().entrySet());
        return pool.preparedQuery("INSERT INTO delayed_reading VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(
                        campaign,
                        step,
                        figures.asOf(),
                        votes.stream().map(Map.Entry::getKey).toArray(Integer[]::new),
                        votes.stream().map(Map.Entry::getValue).toArray(Long[]::new)))
                .mapEmpty();
    }

    /** Forgets the readings of steps before {@code step}, but never the newest: after a long stop it is all there is. */
    Future<Void> prune(int campaign, long step) {
        return pool.preparedQuery("""
                        DELETE FROM delayed_reading WHERE campaign = $1
                          AND step < least($2, (SELECT max(step) FROM delayed_reading
                                                WHERE campaign = $1 AND step < $2))""").execute(Tuple.of(campaign, step)).mapEmpty();
    }

    Future<List<Figures>> read(int campaign) {
        return pool.preparedQuery("SELECT as_of, works, votes FROM delayed_reading WHERE campaign = $1")
                .mapping(DelayedTable::figuresOf)
                .execute(Tuple.of(campaign))
                .map(Rows::list);
    }

    private static Figures figuresOf(Row row) {
        return Figures.late(
                row.getLong("as_of"),
                TallyTable.votesOf(row.getArrayOfIntegers("works"), row.getArrayOfLongs("votes")));
    }
}

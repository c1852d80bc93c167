package io.dianzan.tally;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** Proves the tally against the ledger, and mends it where an operator says so: an addition, never a value set. */
public final class Recount {
    private final TallyTable table;

    public Recount(Pool pool) {
        this.table = new TallyTable(pool);
    }

    /** A work whose tally was off, by how many recorded and how many valid votes. */
    public record Off(int work, long recorded, long valid) {}

    /** Gives the works that are off; {@code repair} adds what they lack, with a line in the audit. */
    public Future<List<Off>> of(int campaign, boolean repair, String operator) {
        return table.recount(campaign, repair, operator).map(differences -> differences.stream()
                .map(d -> new Off(d.work(), d.recorded(), d.valid()))
                .toList());
    }
}

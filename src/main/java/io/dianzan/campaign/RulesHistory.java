package io.dianzan.campaign;

import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.config.Problems;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** The versions of a campaign's rules: since when, from which file, by whom and why. */
public final class RulesHistory {
    private final Pool pool;

    public RulesHistory(Pool pool) {
        this.pool = pool;
    }

    /** {@code by} and {@code reason} are null where the file did not say; {@code file} has its name and its text. */
    public record Entry(int version, Instant effectiveAt, String by, String reason, Proposal file) {}

    /** All versions of a campaign, the newest first. */
    public Future<List<Entry>> of(int campaign) {
        return pool.preparedQuery("""
                        SELECT version, effective_at, changed_by, reason, coalesce(file, '') AS file, text
                        FROM rules WHERE campaign = $1 ORDER BY version DESC""").execute(Tuple.of(campaign)).map(rows -> Rows.map(rows, RulesHistory::entryOf));
    }

    private static Entry entryOf(Row row) {
        var file = row.getString("file");
        var text = row.getString("text");
        return new Entry(
                row.getInteger("version"),
                Rows.instant(row, "effective_at"),
                row.getString("changed_by"),
                row.getString("reason"),
                new Proposal(file, text, CampaignFile.parse(file, text, new Problems())));
    }
}

package io.dianzan.integrity;

import io.dianzan.integrity.Bans.Ban;
import io.dianzan.integrity.Bans.Standing;
import io.dianzan.integrity.Bans.Verdict;
import io.dianzan.store.PostgresFault;
import io.dianzan.store.Rows;
import io.dianzan.store.ToldTransaction;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** SQL of bans. */
final class BanTable {
    private final Pool pool;

    BanTable(Pool pool) {
        this.pool = pool;
    }

    /** The look-ups by day stay look-ups by key: OFFSET keeps the planner from reading days whole. */
    Future<Optional<Standing>> of(int campaign, long voter) {
        return pool.preparedQuery("""
                        SELECT v.id, ban_version(v.id) AS version, (
                          SELECT count(*) FROM voters_of(v.id) w(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                            SELECT FROM ballot x WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = w.id
                              AND x.work IS NOT NULL OFFSET 0) b
                          WHERE d.campaign = $1) AS ballots, b.since, b.until, b.reason
                        FROM voter v LEFT JOIN LATERAL bans_of(v.id) b ON true WHERE v.id = voter_for($2)
                        ORDER BY b.since""")
                .execute(Tuple.of(campaign, voter))
                .recover(failure -> Future.failedFuture(PostgresFault.toldOf("bans", failure)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        return Optional.empty();
                    }
                    var first = rows.iterator().next();
                    var bans = Rows.map(rows, row -> row).stream()
                            .filter(row -> row.getValue("since") != null)
                            .map(row -> new Ban(
                                    Rows.instant(row, "since"), Rows.instant(row, "until"), row.getString("reason")))
                            .toList();
                    return Optional.of(new Standing(
                            first.getLong("id"), first.getString("version"), bans, first.getLong("ballots")));
                });
    }

    Future<Verdict> act(int campaign, Standing shown, boolean ban, Instant until, Rulings.By by) {
        return ToldTransaction.run(pool, "a ban", connection -> connection
                // a commit that comes after the ban's own time would be too late for taps in between
                .query("SET LOCAL statement_timeout = '1s'")
                .execute()
                .compose(set -> connection
                        .preparedQuery("SELECT act_on_voter($1, $2, $3, $4, $5, $6, $7)")
                        .execute(Tuple.tuple()
                                .addInteger(campaign)
                                .addLong(shown.voter())
                                .addBoolean(ban)
                                .addOffsetDateTime(Rows.time(until))
                                .addString(by.operator())
                                .addString(by.reason())
                                .addString(shown.version())))
                .map(rows -> Verdict.valueOf(rows.iterator().next().getString(0).toUpperCase(Locale.ROOT))));
    }
}

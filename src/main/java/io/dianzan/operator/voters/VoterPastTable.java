package io.dianzan.operator.voters;

import io.dianzan.operator.voters.VoterPast.Ballot;
import io.dianzan.operator.voters.VoterPast.Ban;
import io.dianzan.operator.voters.VoterPast.Channel;
import io.dianzan.operator.voters.VoterPast.Step;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** SQL of one voter's past: look-ups by key, each bounded. */
public final class VoterPastTable {
    /** More than any quota gives in a campaign of weeks. */
    private static final int MOST_BALLOTS = 500;

    private final Pool pool;

    public VoterPastTable(Pool pool) {
        this.pool = pool;
    }

    /** Empty where nobody has this number. */
    public Future<Optional<VoterPast>> read(int campaign, long voter) {
        return pool.preparedQuery("""
                        SELECT v.id, (SELECT min(o.created_at) FROM voter o WHERE o.id IN (SELECT voters_of(v.id))) AS since,
                          ARRAY(SELECT n FROM voters_of(v.id) n ORDER BY n) AS numbers
                        FROM voter v WHERE v.id = voter_for($1)""").execute(Tuple.of(voter)).compose(rows -> {
            if (rows.size() == 0) {
                return Future.succeededFuture(Optional.empty());
            }
            var head = rows.iterator().next();
            var numbers = head.getArrayOfLongs("numbers");
            return Future.all(channels(numbers), ballots(campaign, numbers), bans(numbers))
                    .map(read -> Optional.of(new VoterPast(
                            head.getLong("id"),
                            Rows.instant(head, "since"),
                            Arrays.asList(numbers),
                            read.resultAt(0),
                            read.resultAt(1),
                            read.resultAt(2))));
        });
    }

    private Future<List<Channel>> channels(Long[] numbers) {
        return pool.preparedQuery("""
                        SELECT provider, min(created_at) AS since FROM account WHERE voter = ANY ($1)
                        GROUP BY provider ORDER BY since""")
                .execute(Tuple.of((Object) numbers))
                .map(rows -> Rows.map(rows, row -> new Channel(row.getString("provider"), Rows.instant(row, "since"))));
    }

    /** OFFSET keeps it a look-up by key for each day; a join could read the days whole. */
    private Future<List<Ballot>> ballots(int campaign, Long[] numbers) {
        return pool.preparedQuery("""
                        SELECT b.day, b.accepted_at, w.number, w.title, (
                          SELECT jsonb_agg(jsonb_build_object('state', r.state, 'operator', r.operator, 'reason', r.reason,
                            'at', r.made_at) ORDER BY r.seq)
                          FROM ruling r WHERE r.campaign = b.campaign AND r.day = b.day AND r.voter = b.voter AND r.slot = b.slot) AS rulings
                        FROM unnest($2::bigint[]) n(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                            SELECT x.* FROM ballot x
                            WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = n.id AND x.work IS NOT NULL OFFSET 0) b
                          JOIN work w ON w.id = b.work
                        WHERE d.campaign = $1 ORDER BY b.accepted_at DESC LIMIT $3""")
                .execute(Tuple.of(campaign, numbers, MOST_BALLOTS))
                .map(rows -> Rows.map(rows, VoterPastTable::ballotOf));
    }

    private Future<List<Ban>> bans(Long[] numbers) {
        return pool.preparedQuery("""
                        SELECT DISTINCT since, until, reason, (until IS NULL OR until > campaign_time()) AS in_force
                        FROM ban WHERE voter = ANY ($1) ORDER BY since DESC""")
                .execute(Tuple.of((Object) numbers))
                .map(rows -> Rows.map(
                        rows,
                        row -> new Ban(
                                Rows.instant(row, "since"),
                                Rows.instant(row, "until"),
                                row.getString("reason"),
                                row.getBoolean("in_force"))));
    }

    private static Ballot ballotOf(Row row) {
        JsonArray told = row.getJsonArray("rulings");
        var steps = told == null
                ? List.<Step>of()
                : told.stream()
                        .map(JsonObject.class::cast)
                        .map(VoterPastTable::stepOf)
                        .toList();
        return new Ballot(
                row.getLocalDate("day"),
                Rows.instant(row, "accepted_at"),
                row.getString("number"),
                row.getString("title"),
                steps.isEmpty() ? "valid" : steps.get(steps.size() - 1).state(),
                steps);
    }

    private static Step stepOf(JsonObject json) {
        return new Step(
                json.getString("state"),
                json.getString("operator"),
                json.getString("reason"),
                OffsetDateTime.parse(json.getString("at")).toInstant());
    }
}

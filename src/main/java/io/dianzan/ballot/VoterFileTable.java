package io.dianzan.ballot;

import io.dianzan.ballot.VoterFile.Account;
import io.dianzan.ballot.VoterFile.Ban;
import io.dianzan.ballot.VoterFile.Vote;
import io.dianzan.fault.Refusal;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;

/** Reads all that is held on one person, under whichever voters he was before they were merged. */
public final class VoterFileTable {
    private static final String VOTER = """
            SELECT v.id, v.created_at,
              EXISTS (SELECT FROM union_id u WHERE u.voter IN (SELECT voters_of(v.id))) AS linked,
              (SELECT count(*) FROM campaign_day d JOIN signal s ON s.campaign = d.campaign AND s.day = d.day
                AND s.voter IN (SELECT voters_of(v.id)) AND s.address_hash IS NOT NULL) AS addresses
            FROM voter v WHERE v.id = voter_for($1)""";
    private static final String ACCOUNTS = """
            SELECT a.provider, a.created_at FROM account a WHERE a.voter IN (SELECT voters_of(voter_for($1)))
            ORDER BY a.created_at""";
    private static final String VOTES = """
            SELECT c.slug, b.day, w.number, b.accepted_at
            FROM campaign c JOIN campaign_day d ON d.campaign = c.id
              JOIN ballot b ON b.campaign = d.campaign AND b.day = d.day AND b.voter IN (SELECT voters_of(voter_for($1)))
              JOIN work w ON w.id = b.work
            ORDER BY b.accepted_at""";
    private static final String BANS =
            "SELECT since, until, reason FROM ban WHERE voter IN (SELECT voters_of(voter_for($1))) ORDER BY since";
    private static final int PATIENCE_SECONDS = 5;

    private final Pool pool;

    public VoterFileTable(Pool pool) {
        this.pool = pool;
    }

    Future<VoterFile> read(long voter) {
        var person = rows(VOTER, voter);
        var accounts = rows(ACCOUNTS, voter);
        var votes = rows(VOTES, voter);
        var bans = rows(BANS, voter);
        return Future.all(person, accounts, votes, bans)
                .map(all -> fileOf(person.result(), accounts.result(), votes.result(), bans.result()))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(cause -> Future.failedFuture(Refusal.BUSY.refused()));
    }

    private Future<RowSet<Row>> rows(String sql, long voter) {
        return pool.preparedQuery(sql).execute(Tuple.of(voter));
    }

    private static VoterFile fileOf(RowSet<Row> person, RowSet<Row> accounts, RowSet<Row> votes, RowSet<Row> bans) {
        var voter = person.iterator().next();
        return new VoterFile(
                Long.toString(voter.getLong("id")),
                seconds(voter.getOffsetDateTime("created_at")),
                voter.getBoolean("linked"),
                Rows.map(
                        accounts,
                        row -> new Account(row.getString("provider"), seconds(row.getOffsetDateTime("created_at")))),
                Rows.map(
                        votes,
                        row -> new Vote(
                                row.getString("slug"),
                                row.getLocalDate("day").toString(),
                                row.getString("number"),
                                seconds(row.getOffsetDateTime("accepted_at")))),
                Rows.map(
                        bans,
                        row -> new Ban(
                                seconds(row.getOffsetDateTime("since")),
                                seconds(row.getOffsetDateTime("until")),
                                row.getString("reason"))),
                voter.getLong("addresses"));
    }

    private static Long seconds(OffsetDateTime time) {
        return time == null ? null : time.toEpochSecond();
    }
}

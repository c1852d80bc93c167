package io.dianzan.ballot;

import io.dianzan.ballot.VoterFile.Account;
import io.dianzan.ballot.VoterFile.Ban;
import io.dianzan.ballot.VoterFile.Link;
import io.dianzan.ballot.VoterFile.Vote;
import io.dianzan.fault.Refusal;
import io.dianzan.store.Reason;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all that is held on one person, under whichever voters he was before they were merged. */
public final class VoterFileTable {
    private static final Logger LOG = LoggerFactory.getLogger(VoterFileTable.class);
    private static final String VOTER = """
            SELECT v.id, v.created_at,
              EXISTS (SELECT FROM voters_of(v.id) w(id) JOIN union_id u ON u.voter = w.id) AS linked,
              (SELECT count(*) FROM voters_of(v.id) w(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                SELECT FROM signal s WHERE s.campaign = d.campaign AND s.day = d.day AND s.voter = w.id
                  AND s.address_hash IS NOT NULL OFFSET 0) s) AS addresses
            FROM voter v WHERE v.id = voter_for($1)""";
    private static final String ACCOUNTS = """
            SELECT a.provider, a.created_at FROM voters_of(voter_for($1)) w(id) JOIN account a ON a.voter = w.id
            ORDER BY a.created_at""";
    /** OFFSET keeps it a look-up by key for each day; a join could read the days whole. */
    private static final String VOTES = """
            SELECT c.slug, b.day, k.number, b.accepted_at
            FROM voters_of(voter_for($1)) w(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                SELECT x.campaign, x.day, x.work, x.accepted_at FROM ballot x
                WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = w.id OFFSET 0) b
              JOIN campaign c ON c.id = b.campaign JOIN work k ON k.id = b.work
            ORDER BY b.accepted_at""";

    private static final String BANS = """
            SELECT DISTINCT b.since, b.until, b.reason FROM voters_of(voter_for($1)) w(id) JOIN ban b ON b.voter = w.id
            ORDER BY b.since""";
    private static final String SHARES = """
            SELECT c.slug, k.number, s.code, s.created_at
            FROM voters_of(voter_for($1)) w(id) JOIN share s ON s.voter = w.id
              JOIN campaign c ON c.id = s.campaign JOIN work k ON k.id = s.work
            ORDER BY s.id""";
    /** Of the pool that logins need too. */
    private static final int MOST_AT_ONCE = 2;

    private static final int PATIENCE_SECONDS = 5;

    private final Pool pool;
    private final AtomicInteger reading = new AtomicInteger();

    public VoterFileTable(Pool pool) {
        this.pool = pool;
    }

    /** Fails with {@code busy} while too many ask: it is the one question that reads a person's whole past. */
    public Future<VoterFile> read(long voter) {
        if (reading.incrementAndGet() > MOST_AT_ONCE) {
            reading.decrementAndGet();
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return pool.withConnection(connection -> read(connection, voter))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onComplete(done -> reading.decrementAndGet())
                .onFailure(cause -> LOG.warn("a voter's file could not be read: {}", Reason.of(cause)))
                .recover(cause -> Future.failedFuture(Refusal.BUSY.refused()));
    }

    /** One after the other on one connection. */
    private static Future<VoterFile> read(SqlConnection connection, long voter) {
        var asked = Tuple.of(voter);
        return connection.preparedQuery(VOTER).execute(asked).compose(person -> connection
                .preparedQuery(ACCOUNTS)
                .execute(asked)
                .compose(accounts -> connection
                        .preparedQuery(VOTES)
                        .execute(asked)
                        .compose(votes -> connection
                                .preparedQuery(BANS)
                                .execute(asked)
                                .compose(bans -> connection
                                        .preparedQuery(SHARES)
                                        .execute(asked)
                                        .map(shares -> fileOf(person, accounts, votes, bans, shares))))));
    }

    private static VoterFile fileOf(
            RowSet<Row> person, RowSet<Row> accounts, RowSet<Row> votes, RowSet<Row> bans, RowSet<Row> shares) {
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
                voter.getLong("addresses"),
                Rows.map(
                        shares,
                        row -> new Link(
                                row.getString("slug"),
                                row.getString("number"),
                                row.getString("code"),
                                seconds(row.getOffsetDateTime("created_at")))));
    }

    private static Long seconds(OffsetDateTime time) {
        return time == null ? null : time.toEpochSecond();
    }
}

package io.dianzan.ballot;

import io.dianzan.ballot.VoterFile.Account;
import io.dianzan.ballot.VoterFile.Ban;
import io.dianzan.ballot.VoterFile.Consent;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all that is held on one person, under whichever voters he was before they were merged. */
public final class VoterFileTable {
    private static final Logger LOG = LoggerFactory.getLogger(VoterFileTable.class);
    /** The parts of a file, each a question with the voter's number. */
    private enum Part {
        VOTER("""
                SELECT v.id, v.created_at,
                  EXISTS (SELECT FROM voters_of(v.id) w(id) JOIN union_id u ON u.voter = w.id) AS linked,
                  (SELECT count(*) FROM voters_of(v.id) w(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                    SELECT FROM signal s WHERE s.campaign = d.campaign AND s.day = d.day AND s.voter = w.id
                      AND s.address_hash IS NOT NULL OFFSET 0) s) AS addresses
                FROM voter v WHERE v.id = voter_for($1)"""),
        ACCOUNTS("""
                SELECT a.provider, a.created_at FROM voters_of(voter_for($1)) w(id) JOIN account a ON a.voter = w.id
                ORDER BY a.created_at"""),
        /** OFFSET keeps it a look-up by key for each day; a join could read the days whole. */
        VOTES("""
                SELECT c.slug, b.day, k.number, b.accepted_at
                FROM voters_of(voter_for($1)) w(id) CROSS JOIN campaign_day d CROSS JOIN LATERAL (
                    SELECT x.campaign, x.day, x.work, x.accepted_at FROM ballot x
                    WHERE x.campaign = d.campaign AND x.day = d.day AND x.voter = w.id OFFSET 0) b
                  JOIN campaign c ON c.id = b.campaign JOIN work k ON k.id = b.work
                ORDER BY b.accepted_at"""),
        BANS("""
                SELECT DISTINCT b.since, b.until, b.reason FROM voters_of(voter_for($1)) w(id) JOIN ban b ON b.voter = w.id
                ORDER BY b.since"""),
        SHARES("""
                SELECT c.slug, k.number, s.code, s.created_at
                FROM voters_of(voter_for($1)) w(id) JOIN share s ON s.voter = w.id
                  JOIN campaign c ON c.id = s.campaign JOIN work k ON k.id = s.work
                ORDER BY s.id"""),
        CONSENTS("""
                SELECT c.version, c.agreed_at FROM voters_of(voter_for($1)) w(id) JOIN consent c ON c.voter = w.id
                ORDER BY c.agreed_at""");

        private final String sql;

        Part(String sql) {
            this.sql = sql;
        }
    }

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
        var partToRows = new EnumMap<Part, RowSet<Row>>(Part.class);
        var asked = Future.<RowSet<Row>>succeededFuture();
        for (var part : Part.values()) {
            asked = asked.compose(before -> connection.preparedQuery(part.sql).execute(Tuple.of(voter)))
                    .onSuccess(rows -> partToRows.put(part, rows));
        }
        return asked.map(all -> fileOf(partToRows));
    }

    private static VoterFile fileOf(Map<Part, RowSet<Row>> partToRows) {
        var voter = partToRows.get(Part.VOTER).iterator().next();
        return new VoterFile(
                Long.toString(voter.getLong("id")),
                seconds(voter.getOffsetDateTime("created_at")),
                voter.getBoolean("linked"),
                Rows.map(
                        partToRows.get(Part.ACCOUNTS),
                        row -> new Account(row.getString("provider"), seconds(row.getOffsetDateTime("created_at")))),
                Rows.map(
                        partToRows.get(Part.VOTES),
                        row -> new Vote(
                                row.getString("slug"),
                                row.getLocalDate("day").toString(),
                                row.getString("number"),
                                seconds(row.getOffsetDateTime("accepted_at")))),
                Rows.map(
                        partToRows.get(Part.BANS),
                        row -> new Ban(
                                seconds(row.getOffsetDateTime("since")),
                                seconds(row.getOffsetDateTime("until")),
                                row.getString("reason"))),
                voter.getLong("addresses"),
                Rows.map(
                        partToRows.get(Part.SHARES),
                        row -> new Link(
                                row.getString("slug"),
                                row.getString("number"),
                                row.getString("code"),
                                seconds(row.getOffsetDateTime("created_at")))),
                Rows.map(
                        partToRows.get(Part.CONSENTS),
                        row -> new Consent(row.getInteger("version"), seconds(row.getOffsetDateTime("agreed_at")))));
    }

    private static Long seconds(OffsetDateTime time) {
        return time == null ? null : time.toEpochSecond();
    }
}

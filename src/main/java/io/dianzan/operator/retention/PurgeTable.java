package io.dianzan.operator.retention;

import io.dianzan.operator.retention.Purged.Kind;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/** SQL of the retention; each call is a transaction of its own, with its line of the audit. */
final class PurgeTable {
    /** A statement of so many rows is over in a second. */
    private static final int SIGNALS_AT_ONCE = 50_000;

    private static final int VOTERS_AT_ONCE = 1_000;

    private static final String DAYS = """
            SELECT d.day, array_agg(d.campaign ORDER BY d.campaign) FROM campaign_day d
            WHERE EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day)
              AND (d.campaign = ANY ($1) OR d.campaign = ANY ($2) AND d.ends_at <= $3)
            GROUP BY d.day ORDER BY d.day""";

    private static final String COUNT =
            "SELECT campaign, count(*) FROM signal WHERE day = $1 AND campaign = ANY ($2) GROUP BY campaign";

    /** One process at a time, and once a day: whoever moves the time first. */
    private static final String CLAIM = """
            INSERT INTO errand AS e (name, until, failed)
            VALUES ('purge', clock_timestamp() + $1::text::interval, false)
            ON CONFLICT (name) DO UPDATE SET until = excluded.until WHERE e.until < clock_timestamp()
            RETURNING name""";

    private static final String AGAIN =
            "UPDATE errand SET until = clock_timestamp() + $1::text::interval WHERE name = 'purge'";

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtext('purge'))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(hashtext('purge'))";

    private PurgeTable() {}

    static Future<Boolean> claim(SqlClient client, String interval) {
        return client.preparedQuery(CLAIM).execute(Tuple.of(interval)).map(rows -> rows.size() > 0);
    }

    static Future<Void> again(SqlClient client, String interval) {
        return client.preparedQuery(AGAIN).execute(Tuple.of(interval)).mapEmpty();
    }

    static Future<Boolean> lock(SqlConnection connection) {
        return connection.query(LOCK).execute().map(rows -> rows.iterator()
                .next()
                .getBoolean(0));
    }

    static Future<Void> unlock(SqlConnection connection) {
        return connection.query(UNLOCK).execute().mapEmpty();
    }

    /** A day, and the campaigns whose signals of it may go. */
    record Day(LocalDate date, Integer[] campaigns) {}

    static Future<List<Day>> days(SqlClient client, Due due) {
        return client.preparedQuery(DAYS)
                .execute(Tuple.of(
                        due.ended().toArray(Integer[]::new),
                        due.endless().toArray(Integer[]::new),
                        Rows.time(due.endlessBefore())))
                .map(rows -> Rows.map(rows, row -> new Day(row.getLocalDate(0), row.getArrayOfIntegers(1))));
    }

    static Future<List<Purged>> countSignals(SqlClient client, Day day) {
        return client.preparedQuery(COUNT)
                .execute(Tuple.of(day.date(), (Object) day.campaigns()))
                .map(rows -> Rows.map(rows, row -> new Purged(row.getInteger(0), Kind.SIGNALS, row.getLong(1))));
    }

    /** Takes some away; empty once there are none. */
    static Future<List<Purged>> purgeSignals(SqlClient client, Day day, String operator, String reason) {
        return client.preparedQuery("SELECT campaign, gone FROM purge_signals($1, $2, $3, $4, $5)")
                .execute(Tuple.of(day.date(), day.campaigns(), SIGNALS_AT_ONCE, operator, reason))
                .map(rows -> Rows.map(rows, row -> new Purged(row.getInteger(0), Kind.SIGNALS, row.getLong(1))));
    }

    /** A voter with names, who he is, and whether they may go; {@code campaign} is the one he voted in last, or null. */
    record Named(long voter, long person, boolean due, Integer campaign) {}

    static Future<List<Named>> named(SqlClient client, long after, Due due) {
        return client.preparedQuery("SELECT voter, person, due, campaign FROM identities_due($1, $2, $3, $4)")
                .execute(Tuple.of(
                        after, VOTERS_AT_ONCE, due.kept().toArray(Integer[]::new), Rows.time(due.namesBefore())))
                .map(rows -> Rows.map(
                        rows, row -> new Named(row.getLong(0), row.getLong(1), row.getBoolean(2), row.getInteger(3))));
    }

    static Future<List<Purged>> purgeNames(SqlClient client, Long[] persons, Due due, String operator, String reason) {
        return client.preparedQuery("SELECT campaign, persons FROM purge_identities($1, $2, $3, $4, $5)")
                .execute(Tuple.of(
                        persons, due.kept().toArray(Integer[]::new), Rows.time(due.namesBefore()), operator, reason))
                .map(rows -> Rows.map(rows, row -> new Purged(row.getInteger(0), Kind.IDENTITIES, row.getLong(1))));
    }
}

package io.dianzan.catalogue;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The works in PostgreSQL. */
public final class WorkTable {
    // One statement reads version and works, so that both are of one snapshot.
    private static final String LOAD = """
            SELECT c.catalogue, w.id, w.number, w.title, w.author, w.category, w.summary, w.link, w.cover, w.media,
                   w.withdrawn_at, v.hash
            FROM campaign c LEFT JOIN work w ON w.campaign = c.id
              LEFT JOIN cover v ON v.campaign = c.id AND v.work = w.id
            WHERE c.id = $1""";

    // Imports of one campaign go one after the other; votes and operators' acts do not wait for them.
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('import of works', $1))";

    private static final String NUMBERS = "SELECT number FROM work WHERE campaign = $1";

    // No INSERT ... ON CONFLICT: that burns an identity for each work that is there already. The lock keeps this exact.
    private static final String PUT = """
            WITH given AS (
              SELECT * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[]) WITH ORDINALITY g(number, title, author, category, summary, link, cover, media, place)),
            kept AS (
              SELECT w.id, g.title, g.author, g.category, CASE WHEN $10 THEN g.summary ELSE w.summary END AS summary,
                CASE WHEN $11 THEN g.link ELSE w.link END AS link, CASE WHEN $12 THEN g.cover ELSE w.cover END AS cover,
                CASE WHEN $13 THEN g.media ELSE w.media END AS media
              FROM given g JOIN work w ON w.campaign = $1 AND w.number = g.number),
            changed AS (
              UPDATE work w SET title = k.title, author = k.author, category = k.category, summary = k.summary,
                link = k.link, cover = k.cover, media = k.media
              FROM kept k
              WHERE w.id = k.id
                AND (w.title, w.author, w.category, w.summary, w.link, w.cover, w.media)
                  IS DISTINCT FROM (k.title, k.author, k.category, k.summary, k.link, k.cover, k.media)
              RETURNING 1),
            added AS (
              INSERT INTO work (campaign, number, title, author, category, summary, link, cover, media)
              SELECT $1, g.number, g.title, g.author, g.category, g.summary, g.link, g.cover, g.media
              FROM given g
              WHERE NOT EXISTS (SELECT FROM work w WHERE w.campaign = $1 AND w.number = g.number)
              ORDER BY g.place
              RETURNING 1)
            SELECT (SELECT count(*) FROM added)::integer AS added, (SELECT count(*) FROM changed)::integer AS changed""";

    private static final String MOVE = "UPDATE campaign SET catalogue = catalogue + 1 WHERE id = $1";

    // Whoever moved the catalogue first wins: an operator's act does not wait for a long import.
    private static final String MOVE_FROM =
            "UPDATE campaign SET catalogue = catalogue + $3 WHERE id = $1 AND catalogue = $2";

    // The act that makes a result final holds this row until it ends; the next statement sees whether it did.
    private static final String HOLD = "SELECT 1 FROM campaign WHERE id = $1 FOR NO KEY UPDATE";

    private static final String IS_FINAL = "SELECT is_final($1)";

    private static final String AUDIT_IMPORT = """
            INSERT INTO audit (at, campaign, operator, act, reason, before, after)
            VALUES (campaign_time(), $1, $2, 'import', $3, jsonb_build_object('catalogue', $4::integer),
              jsonb_build_object('file', $5::text, 'hash', $6::text, 'added', $7::integer, 'changed', $8::integer,
                'unchanged', $9::integer))""";

    private static final String AUDIT = """
            INSERT INTO audit (at, campaign, operator, act, reason)
            VALUES (campaign_time(), $1, $2, $3, $4)""";

    private static final List<Function<NewWork, String>> FIELDS = List.of(
            NewWork::number,
            NewWork::title,
            NewWork::author,
            NewWork::category,
            NewWork::summary,
            NewWork::link,
            NewWork::cover,
            NewWork::media);

    private static final List<WorkColumn> OPTIONAL =
            List.of(WorkColumn.SUMMARY, WorkColumn.LINK, WorkColumn.COVER, WorkColumn.MEDIA);

    private final Pool pool;

    public WorkTable(Pool pool) {
        this.pool = pool;
    }

    /** The works of a campaign with their catalogue version. */
    public Future<Works> load(int campaign) {
        return pool.preparedQuery(LOAD).execute(Tuple.of(campaign)).map(rows -> {
            var works = new ArrayList<Work>(rows.size());
            int version = 0;
            for (var row : rows) {
                version = row.getInteger("catalogue");
                if (row.getInteger("id") != null) {
                    works.add(workOf(row));
                }
            }
            return Works.of(version, works);
        });
    }

    private static Work workOf(Row row) {
        OffsetDateTime withdrawn = row.getOffsetDateTime("withdrawn_at");
        return new Work(
                row.getInteger("id"),
                row.getString("number"),
                row.getString("title"),
                row.getString("author"),
                row.getString("category"),
                row.getString("summary"),
                row.getString("link"),
                row.getString("cover"),
                row.getString("media"),
                withdrawn == null ? null : withdrawn.toInstant(),
                row.getString("hash"));
    }

    /** Does something in one transaction, alone among the imports of this campaign. */
    public <T> Future<T> alone(int campaign, Function<SqlClient, Future<T>> act) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of((long) campaign))
                .compose(locked -> act.apply(connection)));
    }

    /** Fails with {@link CatalogueFinal} where the result of the campaign stands already. */
    Future<Void> open(SqlClient client, int campaign) {
        return client.preparedQuery(IS_FINAL)
                .execute(Tuple.of(campaign))
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? Future.failedFuture(new CatalogueFinal())
                        : Future.succeededFuture());
    }

    /** The same, and it will not stand before this transaction ends. */
    Future<Void> keptOpen(SqlClient client, int campaign) {
        return client.preparedQuery(HOLD).execute(Tuple.of(campaign)).compose(held -> open(client, campaign));
    }

    Future<Set<String>> numbers(SqlClient client, int campaign) {
        return client.preparedQuery(NUMBERS).execute(Tuple.of(campaign)).map(rows -> {
            var numbers = new HashSet<String>();
            rows.forEach(row -> numbers.add(row.getString(0)));
            return numbers;
        });
    }

    /** What became of the works of a batch; the others were there, the same. */
    record Put(int added, int changed) {}

    /** Adds and changes the works of a batch in one statement; of those that are there, only the given {@code columns}. */
    Future<Put> put(SqlClient client, int campaign, List<NewWork> batch, Set<WorkColumn> columns) {
        var tuple = Tuple.of(campaign);
        for (var field : FIELDS) {
            tuple.addArrayOfString(batch.stream().map(field).toArray(String[]::new));
        }
        OPTIONAL.forEach(column -> tuple.addBoolean(columns.contains(column)));
        return client.preparedQuery(PUT).execute(tuple).map(rows -> {
            var row = rows.iterator().next();
            return new Put(row.getInteger("added"), row.getInteger("changed"));
        });
    }

    /** Moves the catalogue version, by which all processes learn that works have changed. */
    public Future<Void> move(SqlClient client, int campaign) {
        return client.preparedQuery(MOVE).execute(Tuple.of(campaign)).mapEmpty();
    }

    /** The same, unless it is another one than the caller has seen; tells whether it was that one. */
    Future<Boolean> moveFrom(SqlClient client, int campaign, int catalogue, boolean changed) {
        return client.preparedQuery(MOVE_FROM)
                .execute(Tuple.of(campaign, catalogue, changed ? 1 : 0))
                .map(rows -> rows.rowCount() == 1);
    }

    Future<Void> audit(SqlClient client, int campaign, CatalogueImport.By by, ImportReport report, int catalogue) {
        return client.preparedQuery(AUDIT_IMPORT)
                .execute(Tuple.tuple()
                        .addInteger(campaign)
                        .addString(by.operator())
                        .addString(by.reason())
                        .addInteger(catalogue)
                        .addString(by.file())
                        .addString(by.hash())
                        .addInteger(report.added())
                        .addInteger(report.changed())
                        .addInteger(report.unchanged()))
                .mapEmpty();
    }

    public Future<Void> audit(SqlClient client, int campaign, String operator, String act, String reason) {
        return client.preparedQuery(AUDIT)
                .execute(Tuple.of(campaign, operator, act, reason))
                .mapEmpty();
    }
}

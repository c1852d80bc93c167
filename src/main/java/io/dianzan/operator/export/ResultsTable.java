package io.dianzan.operator.export;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneId;
import java.util.List;

/**
 * SQL of the results: each work with what the ledger itself has of it, not the tally. Withdrawn works stand at the end,
 * with their counts and without a rank.
 */
public final class ResultsTable implements Contents {
    /** How the works of campaign $1 stand in the ledger; the result's document reads the same. */
    public static final String STANDING = """
            WITH last AS (
              SELECT DISTINCT ON (r.day, r.voter, r.slot) r.day, r.voter, r.slot, r.state FROM ruling r
              WHERE r.campaign = $1 ORDER BY r.day, r.voter, r.slot, r.seq DESC),
            raw AS (
              SELECT b.work, count(*) AS ballots FROM ballot b
              WHERE b.campaign = $1 AND b.work IS NOT NULL GROUP BY b.work),
            ruled AS (
              SELECT b.work, count(*) FILTER (WHERE l.state = 'held') AS held,
                count(*) FILTER (WHERE l.state = 'void') AS void, count(*) FILTER (WHERE l.state = 'merged') AS merged
              FROM last l JOIN ballot b ON b.campaign = $1 AND b.day = l.day AND b.voter = l.voter AND b.slot = l.slot
              WHERE l.state <> 'valid' AND b.work IS NOT NULL GROUP BY b.work),
            counted AS (
              SELECT w.number, w.title, w.author, w.category, w.withdrawn_at, coalesce(raw.ballots, 0) AS raw,
                coalesce(ruled.held, 0) AS held, coalesce(ruled.void, 0) AS void, coalesce(ruled.merged, 0) AS merged,
                coalesce(raw.ballots, 0) - coalesce(ruled.held, 0) - coalesce(ruled.void, 0) - coalesce(ruled.merged, 0)
                  AS valid,
                -- by value where there are digits, as in every list: 9 before 10, A2 before A10
                (SELECT string_agg(CASE WHEN m.run[1] ~ '^[0-9]' THEN lpad(ltrim(m.run[1], '0'), 20, '0') ELSE m.run[1] END,
                          '' ORDER BY m.nth)
                 FROM regexp_matches(w.number, '[0-9]+|[^0-9]+', 'g') WITH ORDINALITY AS m(run, nth)) COLLATE "C" AS place
              FROM work w LEFT JOIN raw ON raw.work = w.id LEFT JOIN ruled ON ruled.work = w.id WHERE w.campaign = $1)
            SELECT c.*, CASE WHEN c.withdrawn_at IS NULL
                THEN rank() OVER (PARTITION BY c.withdrawn_at IS NULL ORDER BY c.valid DESC) END AS rank
            FROM counted c ORDER BY rank NULLS LAST, place, number""";

    private static final List<String> COLUMNS = List.of(
            "number", "title", "author", "category", "raw", "held", "void", "merged", "valid", "rank", "withdrawn_at");

    private final int campaign;
    private final ZoneId zone;

    ResultsTable(int campaign, ZoneId zone) {
        this.campaign = campaign;
        this.zone = zone;
    }

    @Override
    public List<String> columns() {
        return COLUMNS;
    }

    @Override
    public Future<Long> about(SqlConnection snapshot) {
        return snapshot.preparedQuery("SELECT count(*) FROM work WHERE campaign = $1")
                .execute(Tuple.of(campaign))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Future<List<Part>> parts(SqlConnection snapshot) {
        return Future.succeededFuture(List.of(new Part(STANDING, Tuple.of(campaign))));
    }

    @Override
    public Object[] cells(Row row) {
        return new Object[] {
            row.getString("number"),
            row.getString("title"),
            row.getString("author"),
            row.getString("category"),
            row.getLong("raw"),
            row.getLong("held"),
            row.getLong("void"),
            row.getLong("merged"),
            row.getLong("valid"),
            row.getLong("rank"),
            Cells.time(row.getOffsetDateTime("withdrawn_at"), zone)
        };
    }
}

package io.dianzan.kit;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Campaigns with ballots, written straight into a database without a server: works {@code 0001} to {@code 0005}, days of
 * UTC from three days ago to three days ahead.
 */
public final class SampleLedger {
    private final TestPostgres postgres;

    public SampleLedger(TestPostgres postgres) {
        this.postgres = postgres;
    }

    /** An open campaign; {@code more} are lines of its file. */
    public int campaign(String slug, String more) {
        var text = "slug: " + slug + "\ntitle: {zh: 测试}\n" + more;
        postgres.execute("""
                INSERT INTO campaign (slug, created_at) VALUES ('%1$s', campaign_time() - interval '3 days');
                INSERT INTO rules (campaign, version, hash, text, effective_at)
                SELECT id, 1, sha256('%1$s'), '%2$s', created_at FROM campaign WHERE slug = '%1$s';
                SELECT open_day((campaign_time() AT TIME ZONE 'UTC')::date + n) FROM generate_series(-3, 3) n;
                INSERT INTO campaign_day
                SELECT c.id, d, d::timestamp AT TIME ZONE 'UTC', (d + 1)::timestamp AT TIME ZONE 'UTC'
                FROM campaign c, generate_series(-3, 3) n, LATERAL (
                  SELECT (campaign_time() AT TIME ZONE 'UTC')::date + n) x(d) WHERE c.slug = '%1$s';
                INSERT INTO work (campaign, number, title, author, category)
                SELECT c.id, to_char(n, 'FM0000'), 'work ' || n, 'author', 'text'
                FROM campaign c, generate_series(1, 5) n WHERE c.slug = '%1$s'""".formatted(slug, text));
        return (int) postgres.number("SELECT id FROM campaign WHERE slug = '" + slug + "'");
    }

    public long voter() {
        return postgres.number("INSERT INTO voter DEFAULT VALUES RETURNING id");
    }

    /** One recorded vote, accepted so long ago (such as {@code 1 hour}), counted in the tally. */
    public void cast(int campaign, long voter, String work, String ago) {
        cast(campaign, List.of(voter), work, ago);
    }

    public void cast(int campaign, List<Long> voters, String work, String ago) {
        var ids = String.join(",", voters.stream().map(String::valueOf).toList());
        postgres.execute("""
                WITH cast_now AS (
                  INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)
                  SELECT %1$d, (t.at AT TIME ZONE 'UTC')::date, v, (
                      SELECT count(*) + 1 FROM ballot b
                      WHERE b.campaign = %1$d AND b.day = (t.at AT TIME ZONE 'UTC')::date AND b.voter = v),
                    w.id, gen_random_uuid(), t.at, 1
                  FROM unnest(ARRAY[%2$s]::bigint[]) v, work w, (SELECT campaign_time() - interval '%4$s') t(at)
                  WHERE w.campaign = %1$d AND w.number = '%3$s' RETURNING work)
                INSERT INTO tally_delta (campaign, works, recorded, valid)
                SELECT %1$d, ARRAY[work], ARRAY[count(*)], ARRAY[count(*)] FROM cast_now GROUP BY work
                """.formatted(campaign, ids, work, ago));
    }

    public List<Long> voters(int count) {
        var first = postgres.number("WITH v AS (INSERT INTO voter (token_epoch) SELECT 0 FROM generate_series(1, "
                + count + ") RETURNING id) SELECT min(id) FROM v");
        return LongStream.range(first, first + count).boxed().toList();
    }

    /** Every ballot that counts. */
    public long valid(int campaign) {
        return postgres.number("SELECT coalesce(sum(valid), 0) FROM standing WHERE campaign = " + campaign);
    }

    public long recorded(int campaign) {
        return postgres.number("SELECT coalesce(sum(recorded), 0) FROM standing WHERE campaign = " + campaign);
    }

    /** How many works' tallies differ from the ledger. */
    public long off(int campaign) {
        return postgres.number("SELECT count(*) FROM (SELECT * FROM ledger_count WHERE campaign = " + campaign
                + ") l FULL JOIN (SELECT * FROM standing WHERE campaign = " + campaign + ") s USING (work)"
                + " WHERE l.recorded IS DISTINCT FROM s.recorded OR l.valid IS DISTINCT FROM s.valid");
    }

    /** How many rulings lead where none may lead, or skip a number. */
    public long wrongSteps(int campaign) {
        return postgres.number("""
                SELECT count(*) FROM (
                  SELECT seq, state, coalesce(lag(state) OVER o, 'valid') AS was, coalesce(lag(seq) OVER o, 0) AS before
                  FROM ruling WHERE campaign = %d WINDOW o AS (PARTITION BY day, voter, slot ORDER BY seq)) r
                WHERE seq <> before + 1 OR (was, state) NOT IN (('valid', 'held'), ('held', 'valid'), ('valid', 'void'),
                  ('held', 'void'), ('void', 'valid'), ('valid', 'merged'), ('held', 'merged'), ('void', 'merged'))
                """.formatted(campaign));
    }

    /** Writes the event that makes a result final, as the act does. */
    public void makeFinal(int campaign) {
        postgres.execute("INSERT INTO event (campaign, kind, operator, reason, written_at, effective_at) VALUES ("
                + campaign + ", 'final', 'x', 'x', campaign_time(), campaign_time())");
    }
}

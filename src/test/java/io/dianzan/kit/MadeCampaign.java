package io.dianzan.kit;

import java.time.LocalDate;

/**
 * A campaign with works and votes that no phone has cast: PostgreSQL makes the rows itself, as many as wanted. It takes
 * place in Asia/Shanghai, and is over after its last day.
 */
public final class MadeCampaign {
    private final Database database;
    private final String slug;
    private final long id;
    private final LocalDate first;
    private final int days;

    private MadeCampaign(Database database, String slug, long id, LocalDate first, int days) {
        this.database = database;
        this.slug = slug;
        this.id = id;
        this.first = first;
        this.days = days;
    }

    /** So many works from number 0001 on, and so many days, each with its partition. */
    public static MadeCampaign in(Database database, String slug, LocalDate first, int days, int works) {
        return in(database, slug, first, days, works, "\ncloses: " + first.plusDays(days) + "T00:00");
    }

    /** One that never closes. */
    public static MadeCampaign endless(Database database, String slug, LocalDate first, int days, int works) {
        return in(database, slug, first, days, works, "");
    }

    private static MadeCampaign in(
            Database database, String slug, LocalDate first, int days, int works, String closes) {
        database.execute("INSERT INTO campaign (slug, created_at) VALUES ('" + slug + "', campaign_time())");
        var id = database.number("SELECT id FROM campaign WHERE slug = '" + slug + "'");
        database.execute("""
                INSERT INTO rules (campaign, version, hash, text, effective_at)
                VALUES (%d, 1, decode(md5('%s'), 'hex'), 'slug: %s
                title: {zh: 测试}
                zone: Asia/Shanghai
                opens: %sT00:00%s
                votes: {perDay: 9, sameWork: allowed}', '%s');
                INSERT INTO work (campaign, number, title, author, category)
                SELECT %d, lpad(g::text, 4, '0'), 'work ' || g, 'author', 'text' FROM generate_series(1, %d) g;
                SELECT open_day(d::date) FROM generate_series('%s'::date, '%s', '1 day') d;
                INSERT INTO campaign_day
                SELECT %d, d::date, d::timestamp AT TIME ZONE 'Asia/Shanghai', (d + '1 day')::timestamp AT TIME ZONE 'Asia/Shanghai'
                FROM generate_series('%s'::timestamp, '%s', '1 day') d;
                """.formatted(
                        id,
                        slug,
                        slug,
                        first,
                        closes,
                        first.minusDays(10),
                        id,
                        works,
                        first,
                        first.plusDays(days - 1),
                        id,
                        first,
                        first.plusDays(days - 1)));
        return new MadeCampaign(database, slug, id, first, days);
    }

    public long id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public LocalDate first() {
        return first;
    }

    /** On each day a vote of each of the voters {@code from} to {@code to}, in some order; and the tally of them. */
    public MadeCampaign votes(long from, long to) {
        for (int i = 0; i < days; i++) {
            database.execute("""
                    INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules, share)
                    SELECT %d, d.day, v, 1, (w.first + (v * 7919 + %d) %% w.works)::integer, gen_random_uuid(),
                      d.starts_at + (v * 48271 %% 86399) * interval '1 s' + (v %% 997) * interval '1 ms', 1,
                      CASE WHEN v %% 10 = 0 THEN 1 END
                    FROM generate_series(%d::bigint, %d) v
                      CROSS JOIN (SELECT min(id) AS first, count(*) AS works FROM work WHERE campaign = %d) w
                      JOIN campaign_day d ON d.campaign = %d AND d.day = '%s'
                    """.formatted(id, i, from, to, id, id, first.plusDays(i)));
        }
        return tallied();
    }

    /** Rules the votes of the first day that {@code which} (of b) means. */
    public MadeCampaign ruled(String state, String reason, String which) {
        database.execute("""
                INSERT INTO ruling (campaign, day, voter, slot, seq, state, operator, reason, made_at)
                SELECT b.campaign, b.day, b.voter, b.slot, 1 + (
                    SELECT count(*) FROM ruling r
                    WHERE r.campaign = b.campaign AND r.day = b.day AND r.voter = b.voter AND r.slot = b.slot),
                  '%s', 'operator', '%s', campaign_time()
                FROM ballot b WHERE b.campaign = %d AND b.day = '%s' AND %s
                """.formatted(state, reason, id, first, which));
        return tallied();
    }

    /** What the ledger has becomes the tally. */
    public MadeCampaign tallied() {
        database.execute("""
                INSERT INTO tally (campaign, work, recorded, valid)
                SELECT campaign, work, recorded, valid FROM ledger_count WHERE campaign = %d
                ON CONFLICT (campaign, work) DO UPDATE SET recorded = excluded.recorded, valid = excluded.valid
                """.formatted(id));
        return this;
    }

    public MadeCampaign fenced() {
        database.execute("INSERT INTO fence (campaign, day, fenced_at) SELECT campaign, day, ends_at + interval '30 s'"
                + " FROM campaign_day WHERE campaign = " + id);
        return this;
    }

    /** Signals of all its votes. */
    public MadeCampaign signals() {
        database.execute("INSERT INTO signal (campaign, day, voter, slot, address_hash)"
                + " SELECT campaign, day, voter, slot, 'hash' FROM ballot WHERE campaign = " + id);
        return this;
    }

    /** The act by which its result stands. */
    public MadeCampaign madeFinal() {
        database.execute("""
                INSERT INTO event (campaign, kind, operator, reason, written_at, effective_at)
                VALUES (%d, 'final', 'operator', 'all is counted', '%sT12:00+08:00', '%sT12:00:03+08:00')
                """.formatted(id, first.plusDays(days), first.plusDays(days)));
        return this;
    }
}

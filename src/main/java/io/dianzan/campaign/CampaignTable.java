package io.dianzan.campaign;

import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.config.Problems;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.List;

/** SQL of campaigns: what is in force, its days and its fences. */
final class CampaignTable {
    /** Two months: a tap speaks of its own day and the one before. */
    private static final int DAYS_KEPT = 60;

    private final Pool pool;

    CampaignTable(Pool pool) {
        this.pool = pool;
    }

    /** What tells whether a campaign must be loaded again. */
    record Version(int id, String slug, int world, int catalogue, long days, LocalDate lastDay) {}

    /** A day that ended and is not fenced yet. */
    record Unfenced(int campaign, LocalDate day) {}

    Future<List<Version>> versions() {
        return pool.preparedQuery("""
                        SELECT id, slug, world, catalogue,
                          (SELECT count(*) FROM campaign_day d WHERE d.campaign = c.id) AS days,
                          (SELECT max(day) FROM campaign_day d WHERE d.campaign = c.id) AS last_day
                        FROM campaign c ORDER BY id""")
                .mapping(row -> new Version(
                        row.getInteger("id"),
                        row.getString("slug"),
                        row.getInteger("world"),
                        row.getInteger("catalogue"),
                        row.getLong("days"),
                        row.getLocalDate("last_day")))
                .execute()
                .map(Rows::list);
    }

    /** Loads what was at least in force when {@code version} was read: newer facts do no harm, older ones would. */
    Future<Campaign> load(Version version) {
        var rules = rows(version, "SELECT version, text, effective_at FROM rules WHERE campaign = $1 ORDER BY version");
        var events =
                rows(version, "SELECT kind, effective_at, closes, text FROM event WHERE campaign = $1 ORDER BY id");
        var days = rows(
                version,
                "SELECT day, starts_at, ends_at FROM campaign_day WHERE campaign = $1 ORDER BY day DESC LIMIT "
                        + DAYS_KEPT);
        return Future.all(rules, events, days)
                .map(loaded -> new Campaign(
                        version.id(),
                        version.slug(),
                        version.world(),
                        version.catalogue(),
                        rules.result().stream()
                                .map(row -> rulesOf(version.slug(), row))
                                .toList(),
                        events.result().stream().map(CampaignTable::eventOf).toList(),
                        days.result().stream().map(CampaignTable::dayOf).toList()));
    }

    private Future<List<Row>> rows(Version version, String sql) {
        return pool.preparedQuery(sql).execute(Tuple.of(version.id())).map(Rows::list);
    }

    Future<Void> openDay(int campaign, CampaignDay day) {
        return pool.withConnection(connection -> connection
                .preparedQuery("SELECT open_day($1)")
                .execute(Tuple.of(day.date()))
                .compose(opened -> connection
                        .preparedQuery("INSERT INTO campaign_day VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
                        .execute(Tuple.of(campaign, day.date(), Rows.time(day.starts()), Rows.time(day.ends()))))
                .mapEmpty());
    }

    Future<List<Unfenced>> unfenced() {
        return pool.preparedQuery("""
                        SELECT d.campaign, d.day FROM campaign_day d
                        WHERE d.ends_at + $1::interval <= campaign_time()
                          AND NOT EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day)
                        ORDER BY d.day""")
                .mapping(row -> new Unfenced(row.getInteger(0), row.getLocalDate(1)))
                .execute(Tuple.of(settled()))
                .map(Rows::list);
    }

    /** False where it is not fenced by this: too early, by another process, or while a ruling is under way. */
    Future<Boolean> fence(Unfenced day) {
        return pool.preparedQuery("SELECT fence_day($1, $2, $3::interval)")
                .execute(Tuple.of(day.campaign(), day.day(), settled()))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Interval settled() {
        return Interval.of(Stop.SETTLED);
    }

    private static RulesVersion rulesOf(String slug, Row row) {
        var problems = new Problems();
        var rules = CampaignFile.parse("rules of " + slug, row.getString("text"), problems);
        problems.throwIfAny();
        return new RulesVersion(row.getInteger("version"), Rows.instant(row, "effective_at"), rules);
    }

    private static CampaignEvent eventOf(Row row) {
        return new CampaignEvent(
                CampaignEvent.Kind.of(row.getString("kind")),
                Rows.instant(row, "effective_at"),
                Rows.instant(row, "closes"),
                row.getString("text"));
    }

    private static CampaignDay dayOf(Row row) {
        return new CampaignDay(row.getLocalDate("day"), Rows.instant(row, "starts_at"), Rows.instant(row, "ends_at"));
    }
}

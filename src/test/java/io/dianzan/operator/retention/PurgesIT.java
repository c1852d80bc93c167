package io.dianzan.operator.retention;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.config.ServerConfig.Retention;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.retention.Purged.Kind;
import io.dianzan.tally.Recount;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes when its time is up, what stays, and that no count moves. */
class PurgesIT {
    private static final Retention RETENTION = new Retention(Duration.ofDays(30), Duration.ofDays(180));
    private static final LocalDate LONG_AGO = LocalDate.of(2024, 2, 27);

    private final TestPostgres database = TestPostgres.fresh();
    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeEach
    void connect() {
        pool = database.pool(vertx, 4);
    }

    @AfterEach
    void close() {
        await(pool.close());
        await(vertx.close());
    }

    private Purges purges() {
        var campaigns = new Campaigns(pool);
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        await(campaigns.refresh());
        await(clock.measure());
        return new Purges(pool, campaigns, clock, RETENTION);
    }

    /** Voters 1 to {@code most}, each with an account and a unionid, from long ago. */
    private void people(int most) {
        database.execute("INSERT INTO voter (created_at) SELECT '2024-01-01' FROM generate_series(1, " + most + ")");
        database.execute("INSERT INTO account (provider, app, subject_hash, hash_key, voter, created_at)"
                + " SELECT 'wechat', 'wx1', decode(md5('a' || id), 'hex'), 'k1', id, '2024-01-01' FROM voter");
        database.execute("INSERT INTO union_id (union_hash, hash_key, voter)"
                + " SELECT decode(md5('u' || id), 'hex'), 'k1', id FROM voter");
        database.execute("INSERT INTO key_use VALUES ('subjects', 'k1', 'f', now())");
    }

    private LocalDate daysAgo(int days) {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(days);
    }

    private long signalsOf(MadeCampaign campaign) {
        return database.number("SELECT count(*) FROM signal WHERE campaign = " + campaign.id());
    }

    private void assertCountsStand(MadeCampaign campaign, long ballots) {
        assertThat(database.number("SELECT count(*) FROM ballot WHERE campaign = " + campaign.id()))
                .isEqualTo(ballots);
        assertThat(database.number("SELECT sum(recorded) FROM tally WHERE campaign = " + campaign.id()))
                .isEqualTo(ballots);
        assertThat(await(new Recount(pool).of((int) campaign.id(), false, "test")))
                .isEmpty();
    }

    @Test
    void signalsGoThirtyDaysAfterTheEndAndNoCountMoves() {
        var old = MadeCampaign.in(database, "old", daysAgo(33), 3, 5)
                .votes(1, 200)
                .fenced()
                .signals();
        var young = MadeCampaign.in(database, "young", daysAgo(31), 3, 5)
                .votes(1, 100)
                .fenced()
                .signals();
        assertCountsStand(old, 600);

        assertThat(await(purges().preview())).contains(new Purged((int) old.id(), Kind.SIGNALS, 600));
        assertThat(signalsOf(old)).isEqualTo(600);
        assertThat(database.number("SELECT count(*) FROM audit")).isZero();

        assertThat(await(purges().run("cli:test"))).containsExactly(new Purged((int) old.id(), Kind.SIGNALS, 600));
        assertThat(signalsOf(old)).isZero();
        assertThat(signalsOf(young)).isEqualTo(300);
        assertCountsStand(old, 600);
        assertCountsStand(young, 300);
        assertThat(database.number(
                        "SELECT sum((after->>'gone')::int) FROM audit WHERE act = 'purge' AND operator = 'cli:test'"
                                + " AND after->>'kind' = 'signals' AND campaign = " + old.id()))
                .isEqualTo(600);
        assertThat(await(purges().run("cli:test"))).isEmpty();
    }

    @Test
    void whatOperatorsWatchedByPrefixGoesWithTheSignals() {
        var old = MadeCampaign.in(database, "old", daysAgo(33), 3, 5)
                .votes(1, 20)
                .fenced()
                .signals();
        var young = MadeCampaign.in(database, "young", daysAgo(31), 3, 5)
                .votes(1, 10)
                .fenced()
                .signals();
        // kind 1 is of prefixes, 2 of share links
        database.execute(
                "INSERT INTO figure_origin SELECT d.campaign, 1, kind, date_trunc('hour', d.starts_at, 'UTC'), 7, 9"
                        + " FROM campaign_day d, generate_series(1, 2) kind");

        await(purges().run("cli:test"));

        assertThat(origins(old, 1)).isZero();
        assertThat(origins(old, 2)).isEqualTo(3);
        assertThat(origins(young, 1)).isEqualTo(3);
    }

    private long origins(MadeCampaign campaign, int kind) {
        return database.number(
                "SELECT count(*) FROM figure_origin WHERE campaign = " + campaign.id() + " AND kind = " + kind);
    }

    @Test
    void aDayThatAnotherCampaignSharesKeepsTheOthersSignals() {
        var ended = MadeCampaign.in(database, "ended", daysAgo(40), 2, 3)
                .votes(1, 60_000)
                .fenced()
                .signals();
        var going = MadeCampaign.in(database, "going", daysAgo(40), 60, 3)
                .votes(1, 10)
                .signals();
        database.execute(
                "INSERT INTO fence SELECT campaign, day, ends_at FROM campaign_day WHERE ends_at < now() AND campaign = "
                        + going.id());
        assertThat(await(purges().run("test"))).containsExactly(new Purged((int) ended.id(), Kind.SIGNALS, 120_000));
        assertThat(signalsOf(going)).isEqualTo(600);
        assertCountsStand(ended, 120_000);
        // a great number goes in bounded pieces, each with its line
        assertThat(database.number("SELECT max((after->>'gone')::int) FROM audit WHERE act = 'purge'"))
                .isEqualTo(50_000);
    }

    @Test
    void ofACampaignWithoutAnEndEachDayCountsForItself() {
        var endless = MadeCampaign.endless(database, "endless", daysAgo(35), 10, 3)
                .votes(1, 10)
                .fenced()
                .signals();
        await(purges().run("test"));
        // the days that ended more than thirty days ago: 35, 34, 33, 32 and 31 days ago they began
        assertThat(signalsOf(endless)).isEqualTo(5 * 10);
    }

    @Test
    void theServersRoleCanPurgeNoDayThatIsNotOver() {
        var going = MadeCampaign.in(database, "going", daysAgo(1), 3, 3)
                .votes(1, 10)
                .signals();
        assertThat(database.refusedToServer(
                        "SELECT purge_signals('" + daysAgo(0) + "', ARRAY[" + going.id() + "], 10, 'x', 'x')"))
                .contains("is not over");
        assertThat(database.refusedToServer("DELETE FROM signal")).contains("permission denied");
        assertThat(signalsOf(going)).isEqualTo(30);
    }

    @Test
    void namesGoHalfAYearAfterTheLastCampaignInWhichTheirVoterTookPart() {
        people(2_500);
        var old =
                MadeCampaign.in(database, "old", LONG_AGO, 3, 5).votes(1, 2_400).fenced();
        var young = MadeCampaign.in(database, "young", daysAgo(100), 3, 5)
                .votes(2_001, 2_100)
                .fenced();
        database.execute("UPDATE account SET created_at = now() WHERE voter = 2500");

        // 2,000 and 300 of the old one alone, 99 who never voted (the hundredth logged in today)
        var due = await(purges().preview());
        assertThat(due)
                .containsExactlyInAnyOrder(
                        new Purged((int) old.id(), Kind.IDENTITIES, 2_300), new Purged(null, Kind.IDENTITIES, 99));
        assertThat(await(purges().run("test"))).isEqualTo(due);

        assertThat(database.number("SELECT count(*) FROM account")).isEqualTo(101);
        assertThat(database.number("SELECT count(*) FROM union_id")).isEqualTo(101);
        assertThat(database.number(
                        "SELECT sum((after->>'persons')::int) FROM audit WHERE after->>'kind' = 'identities'"))
                .isEqualTo(2_399);
        assertCountsStand(old, 7_200);
        assertCountsStand(young, 300);

        // nothing depends on them: within the hour the tombstones go too
        database.execute("UPDATE tombstone SET erased_at = now() - interval '2 minutes'");
        assertThat(database.number("SELECT forget_tombstones()")).isEqualTo(2_399);
        assertThat(database.number("SELECT count(*) FROM tombstone")).isZero();
    }

    @Test
    void whoIsBannedComesBackToHisNumberAndTheOthersBeginAnew() {
        people(3);
        MadeCampaign.in(database, "old", LONG_AGO, 1, 5).votes(1, 3).fenced();
        database.execute("INSERT INTO ban VALUES (2, now() - interval '1 day', NULL, 'farm')");
        await(purges().run("test"));
        database.execute("UPDATE tombstone SET erased_at = now() - interval '2 minutes'");
        database.number("SELECT forget_tombstones()");

        assertThat(admitted(2)).isEqualTo(2);
        assertThat(admitted(1)).isGreaterThan(3);
    }

    @Test
    void twoNumbersOfOnePersonGoTogetherAndCountOnce() {
        people(4);
        database.execute("INSERT INTO alias (voter, into_voter) VALUES (1, 3)");
        var old = MadeCampaign.in(database, "old", LONG_AGO, 1, 5).votes(1, 4).fenced();
        assertThat(await(purges().preview())).containsExactly(new Purged((int) old.id(), Kind.IDENTITIES, 3));
        assertThat(await(purges().run("test"))).containsExactly(new Purged((int) old.id(), Kind.IDENTITIES, 3));
        assertThat(database.number("SELECT count(*) FROM tombstone WHERE voter = 3"))
                .isEqualTo(4);
    }

    @Test
    void oneProcessAtATimePurges() {
        database.execute("SELECT 1");
        var held = await(pool.getConnection());
        assertThat(await(PurgeTable.lock(held))).isTrue();
        assertThat(failureOf(purges().run("test"))).isInstanceOf(PurgeUnderWay.class);
        await(PurgeTable.unlock(held));
        await(held.close());
        assertThat(await(purges().run("test"))).isEmpty();
    }

    @Test
    void theDaysPurgeIsDoneOnceByWhicheverProcessComesFirst() {
        var old = MadeCampaign.in(database, "old", LONG_AGO, 2, 5)
                .votes(1, 20)
                .fenced()
                .signals();
        var first = purges();
        var second = purges();
        await(first.daily());
        await(second.daily());
        Eventually.holds("the signals are gone", () -> signalsOf(old) == 0);
        assertThat(database.number("SELECT count(*) FROM audit WHERE act = 'purge' AND operator = 'dianzan'"))
                .isEqualTo(2);
        old.signals();
        await(second.daily());
        assertThat(database.number(
                        "SELECT count(*) FROM errand WHERE name = 'purge' AND until > now() + interval '23 hours'"))
                .isEqualTo(1);
        database.execute("UPDATE errand SET until = now() - interval '1 second' WHERE name = 'purge'");
        await(second.daily());
        Eventually.holds("the next day's purge takes the rest", () -> signalsOf(old) == 0);
    }

    private long admitted(int person) {
        return await(pool.preparedQuery("SELECT voter FROM admit_voter('wechat', 'wx1', ARRAY['k1'],"
                                + " ARRAY[decode(md5('a' || $1), 'hex')], '{}')")
                        .execute(Tuple.of(Integer.toString(person))))
                .iterator()
                .next()
                .getLong(0);
    }
}

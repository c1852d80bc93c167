package io.dianzan.operator.figures;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What two servers have answered stands in one place, soon, and to the last of them. */
class FiguresIT {
    private static final int VOTERS = 40;
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    private static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(2));
    private static RunningServer first;
    private static RunningServer second;
    private static Crowd crowd;
    private static Pool pool;
    private static Figures figures;

    @BeforeAll
    static void vote() {
        first = SITE.server();
        second = SITE.server();
        crowd = new Crowd(VOTERS, 20240301, first, second);
        pool = SITE.postgres().pool(crowd.vertx(), 2);
        figures = new Figures(pool);
        var today = crowd.phones().get(0).me("one").json().getString("day");
        crowd.tap("one", crowd.everybodyWants("0001"), today);
        crowd.tap("one", crowd.everybodyWants("0001"), today);
        crowd.tap("one", crowd.everybodyWants("0002"), today);
        crowd.phones().get(0).tap("one", "unknown");
    }

    @AfterAll
    static void stop() {
        await(pool.close());
        crowd.close();
        SITE.close();
    }

    private static int campaign() {
        return (int) SITE.number("SELECT id FROM campaign");
    }

    private static long taps(String outcome) {
        return await(figures.taps(campaign(), LONG_AGO)).stream()
                .filter(taps -> taps.outcome().equals(outcome))
                .mapToLong(Figures.Taps::taps)
                .sum();
    }

    @Test
    void everyAnswerOfAllServersIsCountedOnce() {
        Eventually.holds("all answers are written down", () -> taps("quota-spent") == VOTERS);
        assertThat(taps("recorded")).isEqualTo(VOTERS);
        assertThat(taps("repeat")).isEqualTo(VOTERS);
        assertThat(await(figures.refused(campaign(), LONG_AGO)))
                .containsEntry("quota-spent", (long) VOTERS)
                .containsEntry("work-unknown", 1L)
                .doesNotContainKey("recorded");
    }

    @Test
    void aWorkHasItsVotesOfTheLastHourAndOverTime() {
        Eventually.holds("all votes are written down", () -> taps("recorded") == VOTERS);
        var gains = await(figures.gains(campaign(), LONG_AGO));
        assertThat(gains).singleElement().satisfies(gain -> {
            assertThat(gain.gained()).isEqualTo(VOTERS);
            assertThat(gain.recorded()).isEqualTo(VOTERS);
            assertThat(gain.valid()).isEqualTo(VOTERS);
        });
        var votes = await(figures.votes(campaign(), gains.get(0).work(), LONG_AGO, Slots.SLOT));
        assertThat(votes.stream().mapToLong(Figures.Votes::votes).sum()).isEqualTo(VOTERS);
        assertPlace(gains.get(0).work());
    }

    /** Everybody taps from this machine. */
    private static void assertPlace(int work) {
        assertThat(await(figures.prefixes(campaign(), work, LONG_AGO)))
                .singleElement()
                .satisfies(place -> assertThat(place.votes()).isEqualTo(VOTERS));
        assertThat(await(figures.shares(campaign(), work, LONG_AGO))).isEmpty();
    }

    @Test
    void theProcessesTellHowTheyAreAndHowLoginsEnded() {
        Eventually.holds(
                "both servers are there",
                () -> await(figures.processes(LONG_AGO)).processes() == 2);
        Eventually.holds(
                "commits are written down",
                () -> await(figures.processes(LONG_AGO)).slow() > 0);
        var processes = await(figures.processes(LONG_AGO));
        Eventually.holds(
                "nothing waits", () -> await(figures.processes(LONG_AGO)).queue() == 0);
        assertThat(processes.median()).isBetween(1, processes.slow());
        Eventually.holds("all logins are written down", () -> await(figures.logins(LONG_AGO)).stream()
                .collect(Collectors.toMap(Figures.Logins::outcome, Figures.Logins::logins))
                .getOrDefault("ok", 0L)
                .equals((long) VOTERS));
    }

    @Test
    void figuresAreMadeAnewFromTheLedger() {
        Eventually.holds("all answers are written down", () -> taps("quota-spent") == VOTERS);
        SITE.execute(
                "DELETE FROM figure_minute WHERE outcome = 'recorded'; UPDATE figure_work SET votes = 999; DELETE FROM figure_origin");
        assertThat(await(new FigureRecount(pool).of(campaign()))).isEqualTo(VOTERS);
        assertThat(taps("recorded")).isEqualTo(VOTERS);
        assertThat(taps("repeat")).isEqualTo(VOTERS);
        var gain = await(figures.gains(campaign(), LONG_AGO)).get(0);
        assertThat(gain.gained()).isEqualTo(VOTERS);
        assertPlace(gain.work());
    }

    @Test
    void aServerThatStopsWritesTheLastOfItAndIsNoProcessAnyMore() {
        var site = new TestSite().campaign("one", "perDay: 1");
        var server = site.server();
        try (var few = new Crowd(3, 1, server)) {
            few.tap("one", few.everybodyWants("0001"), null);
            server.stop();
            assertThat(site.number("SELECT sum(taps) FROM figure_minute WHERE outcome = 'recorded'"))
                    .isEqualTo(3);
            assertThat(site.number("SELECT count(*) FROM figure_process")).isZero();
        } finally {
            site.close();
        }
    }
}

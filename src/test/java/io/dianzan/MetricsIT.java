package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} says after votes, repeats and refusals whose number is known. */
class MetricsIT {
    private static final int VOTERS = 40;
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1, sameWork: once-a-day");
    private static RunningServer server;
    private static Crowd crowd;
    private static Web web;
    private static Metrics before;
    private static Metrics after;

    @BeforeAll
    static void vote() {
        server = SITE.server();
        crowd = new Crowd(VOTERS, 20240227, server);
        web = new Web(crowd.vertx(), server.port());
        before = Metrics.of(server);
        var today = crowd.phones().get(0).me("one").json().getString("day");
        crowd.tap("one", crowd.everybodyWants("0001"), today);
        Eventually.holds("the gate knows of all votes", () -> knownToTheGate() == VOTERS);
        crowd.tap("one", crowd.everybodyWants("0001"), today);
        crowd.tap("one", crowd.everybodyWants("0002"), today);
        for (int i = 0; i < 7; i++) {
            web.get("/nowhere/" + i);
        }
        web.get("/v1/campaigns/one/me", "Bearer x.y.z");
        after = Metrics.of(server);
    }

    /** Each voter's count is a byte, and each count is 1. */
    private static long knownToTheGate() {
        var key = SITE.redis().command("KEYS", "dz:*:ballots:*").split("\r\n")[2];
        return Long.parseLong(SITE.redis().command("BITCOUNT", key).strip().substring(1));
    }

    @AfterAll
    static void stop() {
        crowd.close();
        SITE.close();
    }

    private static double grown(String series) {
        return after.value(series) - before.value(series);
    }

    @Test
    void everyOutcomeIsCounted() {
        assertThat(grown("dianzan_taps_total{outcome=\"recorded\"}")).isEqualTo(VOTERS);
        assertThat(grown("dianzan_taps_total{outcome=\"repeat\"}")).isEqualTo(VOTERS);
        assertThat(grown("dianzan_refusals_total{code=\"quota-spent\"}")).isEqualTo(VOTERS);
        assertThat(grown("dianzan_refusals_total{code=\"path-unknown\"}")).isEqualTo(7);
        assertThat(grown("dianzan_refusals_total{code=\"login-required\"}")).isEqualTo(1);
        assertThat(grown("dianzan_refusals_total{code=\"internal\"}")).isZero();
    }

    @Test
    void theWriterTellsItsBatchesAndHowLongACommitTakes() {
        var commits = grown("dianzan_commit_seconds_count");
        assertThat(commits).isBetween(1.0, 3.0 * VOTERS);
        assertThat(grown("dianzan_batch_size_count")).isEqualTo(commits);
        assertThat(grown("dianzan_batch_size_sum")).isGreaterThanOrEqualTo(VOTERS);
        assertThat(grown("dianzan_commit_seconds_sum")).isBetween(0.0001, 60.0);
        assertThat(grown("dianzan_commit_seconds_bucket{le=\"10.0\"}")).isEqualTo(commits);
        assertThat(after.value("dianzan_commit_seconds_bucket{le=\"0.001\"}")).isLessThanOrEqualTo(commits);
        assertThat(after.value("dianzan_queue{loop=\"0\"}")).isZero();
        for (var kind : List.of("retry", "bad-row", "exhausted", "unanswered", "unforeseen")) {
            assertThat(grown("dianzan_store_faults_total{kind=\"" + kind + "\"}"))
                    .isZero();
        }
    }

    @Test
    void theReaderAndTheGateTellWhatTheyWereAsked() {
        var questions = grown("dianzan_reader_questions_total");
        assertThat(questions).isEqualTo(1 + 2 * VOTERS);
        // each loop has a memory of its own
        var hits = grown("dianzan_reader_hits_total");
        assertThat(hits).isBetween(1.0, (double) VOTERS);
        assertThat(grown("dianzan_reader_batch_size_sum")).isEqualTo(questions - hits);
        assertThat(grown("dianzan_gate_write_seconds_count")).isBetween(3.0, 4.0 * VOTERS);
        assertThat(grown("dianzan_gate_passed_total")).isZero();
        assertThat(grown("dianzan_gate_wrong_total")).isZero();
        assertThat(after.value("dianzan_gate_away{loop=\"0\"}")).isZero();
    }

    @Test
    void theProcessTellsHowItIs() {
        // of the polls, of the requests and of long work
        assertThat(after.value("dianzan_pool_size{pool=\"postgres\"}")).isEqualTo(4 + 4 + 5);
        assertThat(after.value("dianzan_pool_in_use{pool=\"postgres\"}")).isBetween(0.0, 13.0);
        assertThat(after.value("dianzan_pool_waiting{pool=\"postgres\"}")).isBetween(0.0, 256.0);
        assertThat(after.value("dianzan_clock_off_seconds")).isBetween(-1.0, 1.0);
        assertThat(after.value("dianzan_clock_trusted")).isEqualTo(1);
        assertThat(after.value("dianzan_days_unfenced")).isZero();
        assertThat(after.value("dianzan_connections")).isBetween(1.0, 100.0);
        assertThat(after.value("dianzan_poll_age_seconds{poll=\"tally\"}")).isBetween(0.0, 10.0);
        assertThat(after.value("dianzan_part{part=\"postgres\"}")).isEqualTo(1);
        assertThat(after.value("dianzan_loop_lag_seconds_count{loop=\"0\"}")).isPositive();
        assertThat(after.value("dianzan_loop_lag_seconds_max{loop=\"0\"}")).isBetween(0.0, 10.0);
        assertThat(after.value("jvm_threads_live_threads")).isPositive();
        assertThat(after.text()).contains("jvm_memory_used_bytes{area=\"heap\"", "# TYPE jvm_gc_memory_allocated");
    }

    @Test
    void noLabelGrowsWithWhatPhonesSend() {
        assertThat(after.labels())
                .isSubsetOf(
                        "outcome",
                        "code",
                        "kind",
                        "le",
                        "loop",
                        "pool",
                        "poll",
                        "part",
                        "area",
                        "id",
                        "state",
                        "gc",
                        "cause",
                        "action",
                        "provider");
        // what comes later are kinds of garbage collection that the first reading had not seen
        assertThat(ours(after)).isEqualTo(ours(before)).hasSizeLessThan(300);
    }

    private static List<String> ours(Metrics metrics) {
        return metrics.series().stream()
                .filter(series -> series.startsWith("dianzan_"))
                .toList();
    }
}

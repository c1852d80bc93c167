package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.campaign.CampaignEvent.Kind;
import io.dianzan.campaign.Results.Show;
import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a campaign's file says that counts are shown, and what holds when. */
class ResultsTest {
    private static final Instant OPENS = Instant.parse("2024-02-26T16:00:00Z");
    private static final Instant CLOSES = Instant.parse("2024-03-04T16:00:00Z");
    private static final Instant NOON = Instant.parse("2024-03-01T04:00:00Z");

    private final List<RulesVersion> versions = new ArrayList<>();
    private final List<CampaignEvent> events = new ArrayList<>();

    private static Rules rules(String results, Problems problems) {
        var text = "slug: a\ntitle: {zh: 甲}\nzone: Asia/Shanghai\nopens: 2024-02-27T00:00\ncloses: 2024-03-05T00:00\n";
        return CampaignFile.parse("a.yaml", text + "results: {" + results + "}\n", problems);
    }

    private static Results results(String results) {
        var problems = new Problems();
        var rules = rules(results, problems);
        assertThat(problems.found()).isEmpty();
        return rules.results();
    }

    private static List<Problem> problems(String results) {
        var problems = new Problems();
        rules(results, problems);
        return problems.found();
    }

    private ResultsTest since(Instant instant, String results) {
        versions.add(new RulesVersion(versions.size() + 1, instant, rules(results, new Problems())));
        return this;
    }

    private Campaign campaign() {
        return new Campaign(1, "a", 1, 1, versions, events, List.of());
    }

    @Test
    void the_file_says_how_counts_are_shown() {
        assertThat(results("")).isEqualTo(Results.LIVE);
        assertThat(results("show: live")).isEqualTo(Results.LIVE);
        assertThat(results("show: hidden").isHidden()).isTrue();
        assertThat(results("show: delayed")).isEqualTo(new Results(Show.DELAYED, Duration.ofMinutes(5), 1));
        assertThat(results("show: delayed, by: 1d")).isEqualTo(new Results(Show.DELAYED, Duration.ofDays(1), 1));
        assertThat(results("show: rounded")).isEqualTo(new Results(Show.ROUNDED, Duration.ZERO, 100));
        assertThat(results("show: rounded, to: 2")).isEqualTo(new Results(Show.ROUNDED, Duration.ZERO, 2));
    }

    @Test
    void what_cannot_be_is_reported_with_its_key() {
        assertThat(problems("show: late").stream().map(Problem::key)).containsExactly("results.show");
        for (var by : List.of("59s", "25h", "soon")) {
            assertThat(problems("show: delayed, by: " + by).stream().map(Problem::key))
                    .containsExactly("results.by");
        }
        for (var to : List.of("1", "1000001", "many")) {
            assertThat(problems("show: rounded, to: " + to).stream().map(Problem::key))
                    .containsExactly("results.to");
        }
        assertThat(problems("show: rounded, by: 5m").get(0).toString()).contains("results.by", "show: delayed");
        assertThat(problems("show: delayed, to: 100").get(0).toString()).contains("results.to", "show: rounded");
        assertThat(problems("by: 5m").stream().map(Problem::key)).containsExactly("results.by");
    }

    @Test
    void it_is_told_in_words() {
        assertThat(results("").words()).isEqualTo("live");
        assertThat(results("show: delayed").words()).isEqualTo("delayed by 5m");
        assertThat(results("show: delayed, by: 90s").words()).isEqualTo("delayed by 1m 30s");
        assertThat(results("show: rounded").words()).isEqualTo("rounded down to multiples of 100");
        assertThat(results("show: hidden").words()).isEqualTo("hidden until the close");
    }

    @Test
    void after_the_close_everything_is_told_as_it_is() {
        since(OPENS, "show: hidden");
        assertThat(campaign().hidesResultsAt(CLOSES.minusMillis(1))).isTrue();
        assertThat(campaign().resultsAt(CLOSES)).isEqualTo(Results.LIVE);
        events.add(new CampaignEvent(Kind.CLOSE, NOON, null, null));
        assertThat(campaign().resultsAt(NOON)).isEqualTo(Results.LIVE);
    }

    @Test
    void a_delay_counts_from_when_nothing_newer_was_shown() {
        since(OPENS, "show: delayed, by: 10m");
        assertThat(campaign().delayedSince(NOON)).isEqualTo(Instant.EPOCH);
        since(NOON, "show: delayed, by: 5m");
        assertThat(campaign().delayedSince(NOON)).isEqualTo(Instant.EPOCH);
        since(NOON.plusSeconds(60), "show: delayed, by: 6m");
        assertThat(campaign().delayedSince(NOON.plusSeconds(120))).isEqualTo(NOON.plusSeconds(60));
        since(NOON.plusSeconds(180), "show: live");
        since(NOON.plusSeconds(240), "show: delayed, by: 6m");
        assertThat(campaign().delayedSince(NOON.plusSeconds(300))).isEqualTo(NOON.plusSeconds(240));
    }

    @Test
    void a_campaign_that_opens_again_has_told_everything_meanwhile() {
        since(OPENS, "show: delayed");
        var extended = NOON.plusSeconds(60);
        events.add(new CampaignEvent(Kind.CLOSE, NOON, null, null));
        events.add(new CampaignEvent(Kind.EXTEND, extended, CLOSES.plusSeconds(60), null));
        assertThat(campaign().delayedSince(extended)).isEqualTo(extended);
        assertThat(campaign().delayedSince(NOON.minusMillis(1))).isEqualTo(Instant.EPOCH);
    }

    @Test
    void an_extension_in_time_changes_nothing() {
        since(OPENS, "show: delayed");
        events.add(new CampaignEvent(Kind.EXTEND, NOON, CLOSES.plusSeconds(60), null));
        assertThat(campaign().delayedSince(CLOSES)).isEqualTo(Instant.EPOCH);
    }
}

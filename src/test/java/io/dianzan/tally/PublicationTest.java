package io.dianzan.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.campaign.CampaignFile;
import io.dianzan.config.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What may be shown of the counts of a campaign that opens at midnight and closes after a day. */
class PublicationTest {
    private static final Instant OPENS = Instant.parse("2024-02-27T00:00:00Z");
    private static final Instant CLOSES = OPENS.plus(Duration.ofDays(1));

    private final List<RulesVersion> versions = new ArrayList<>();
    private final List<Figures> kept = new ArrayList<>();

    private void rules(Instant since, String results) {
        var problems = new Problems();
        var text = "slug: a\ntitle: {zh: 甲}\nopens: 2024-02-27T00:00\ncloses: 2024-02-28T00:00\nresults: {" + results;
        versions.add(new RulesVersion(versions.size() + 1, since, CampaignFile.parse("a", text + "}\n", problems)));
        problems.throwIfAny();
    }

    private static Instant minute(double minutes) {
        return OPENS.plusMillis((long) (minutes * 60_000));
    }

    /** What a reading says in which each work has as many votes as minutes have gone by. */
    private static Figures figures(Instant at, Map<Integer, Long> votes) {
        return new Figures(at.toEpochMilli(), at.toEpochMilli() + 3, Snapshot.of("7:9:8"), votes);
    }

    private void kept(double minutes, long votes) {
        kept.add(Figures.late(minute(minutes).toEpochMilli(), Map.of(1, votes)));
    }

    private Optional<Figures> shown(Instant now, Map<Integer, Long> votes) {
        var campaign = new Campaign(1, "a", 1, 1, versions, List.of(), List.of());
        return Publication.of(campaign, now, figures(now, votes), kept);
    }

    private Instant shownOf(double minutes) {
        return shown(minute(minutes), Map.of(1, 999L))
                .map(figures -> Instant.ofEpochMilli(figures.asOf()))
                .orElse(null);
    }

    @Test
    void live_counts_are_shown_as_they_are_and_know_whose_votes_they_hold() {
        rules(OPENS, "show: live");
        var shown = CampaignCounts.after(null, shown(minute(1), Map.of(1, 99L)).orElseThrow());
        assertThat(shown.votes(1)).isEqualTo(99);
        assertThat(shown.holds(8)).isFalse();
    }

    @Test
    void rounded_counts_are_rounded_down_and_tell_nobody_of_his_own_vote() {
        rules(OPENS, "show: rounded, to: 10");
        var shown = CampaignCounts.after(
                null, shown(minute(1), Map.of(1, 9L, 2, 10L, 3, 19L, 4, 120L)).orElseThrow());
        assertThat(List.of(shown.votes(1), shown.votes(2), shown.votes(3), shown.votes(4)))
                .containsExactly(0L, 10L, 10L, 120L);
        assertThat(shown.holds(8)).isTrue();
    }

    @Test
    void rounded_counts_move_only_when_what_is_shown_does() {
        rules(OPENS, "show: rounded, to: 10");
        var first = CampaignCounts.after(null, shown(minute(1), Map.of(1, 11L)).orElseThrow());
        var second = CampaignCounts.after(
                first, shown(minute(2), Map.of(1, 19L, 2, 9L)).orElseThrow());
        var third =
                CampaignCounts.after(second, shown(minute(3), Map.of(1, 20L)).orElseThrow());
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(third.version()).isGreaterThan(second.version());
    }

    @Test
    void hidden_counts_are_not_shown_until_the_close() {
        rules(OPENS, "show: hidden");
        assertThat(shown(CLOSES.minusMillis(1), Map.of(1, 1L))).isEmpty();
        assertThat(shown(CLOSES, Map.of(1, 1L))).isPresent();
    }

    @Test
    void delayed_counts_are_the_newest_that_are_old_enough() {
        rules(OPENS, "show: delayed, by: 5m");
        kept(5.01, 50);
        kept(10.01, 100);
        kept(15.01, 150);
        assertThat(shownOf(15)).isEqualTo(minute(5.01));
        assertThat(shownOf(15.02)).isEqualTo(minute(10.01));
        assertThat(shownOf(20.01)).isEqualTo(minute(15.01));
        assertThat(shown(minute(20), Map.of()).orElseThrow().workToVotes()).containsEntry(1, 100L);
    }

    @Test
    void delayed_counts_tell_nobody_of_his_own_vote() {
        rules(OPENS, "show: delayed, by: 5m");
        kept(5, 50);
        assertThat(CampaignCounts.after(null, shown(minute(11), Map.of()).orElseThrow())
                        .holds(8))
                .isTrue();
    }

    @Test
    void until_a_reading_is_old_enough_the_opening_is_told_at_which_nobody_had_a_vote() {
        rules(OPENS.minusSeconds(60), "show: delayed, by: 5m");
        kept(0.01, 7);
        assertThat(shownOf(4)).isEqualTo(OPENS);
        assertThat(shown(minute(4), Map.of(1, 9L)).orElseThrow().workToVotes()).isEmpty();
        assertThat(shownOf(5.01)).isEqualTo(minute(0.01));
    }

    @Test
    void before_the_opening_it_is_always_now() {
        rules(OPENS.minusSeconds(600), "show: live");
        rules(OPENS.minusSeconds(300), "show: delayed, by: 5m");
        assertThat(shownOf(-1)).isEqualTo(minute(-1));
        assertThat(shownOf(1)).isEqualTo(OPENS);
    }

    @Test
    void a_change_from_live_shows_nothing_until_a_reading_from_after_it_is_old_enough() {
        rules(OPENS, "show: live");
        kept(55, 55);
        kept(60.01, 60);
        kept(65.01, 65);
        rules(minute(62), "show: delayed, by: 5m");
        assertThat(shownOf(61)).isEqualTo(minute(61));
        assertThat(shownOf(62)).isNull();
        assertThat(shownOf(67)).isNull();
        assertThat(shownOf(70.01)).isEqualTo(minute(65.01));
    }

    @Test
    void a_longer_delay_never_goes_back_and_a_shorter_one_goes_on() {
        rules(OPENS, "show: delayed, by: 5m");
        for (int i = 0; i < 20; i++) {
            kept(5 * i + 0.01, i);
        }
        rules(minute(51), "show: delayed, by: 10m");
        rules(minute(90), "show: delayed, by: 5m");
        assertThat(shownOf(50.5)).isEqualTo(minute(45.01));
        assertThat(shownOf(55)).isNull();
        assertThat(shownOf(65.01)).isEqualTo(minute(55.01));
        assertThat(shownOf(89)).isEqualTo(minute(75.01));
        assertThat(shownOf(90)).isEqualTo(minute(80.01));
    }

    @Test
    void what_was_published_is_kept_for_phones_that_come_back_and_shown_only_under_its_own_rule() {
        rules(OPENS, "show: rounded, to: 10");
        rules(minute(10), "show: rounded, to: 100");
        var campaign = new Campaign(1, "a", 1, 1, versions, List.of(), List.of());
        var published = Published.NOTHING.with(
                campaign.resultsAt(minute(9)), shown(minute(9), Map.of(1, 55L)).orElseThrow());
        assertThat(published.under(campaign.resultsAt(minute(9))).votes(1)).isEqualTo(50);
        assertThat(published.under(campaign.resultsAt(minute(10)))).isNull();
        assertThat(published.under(campaign.resultsAt(CLOSES)).votes(1)).isEqualTo(50);
        assertThat(published.hidden().under(campaign.resultsAt(minute(9)))).isNull();
        assertThat(published.hidden().since(minute(9.5).toEpochMilli())).hasSize(1);
    }

    @Test
    void one_stream_never_goes_back() {
        rules(OPENS, "show: live");
        var first = CampaignCounts.after(null, figures(minute(2), Map.of(1, 1L)));
        var second = CampaignCounts.after(first, figures(minute(1), Map.of(1, 2L)));
        assertThat(second.asOf()).isEqualTo(first.asOf());
        assertThat(second.version()).isGreaterThan(first.version());
    }
}

package io.dianzan.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Rules;
import io.dianzan.config.Problems;
import io.dianzan.operator.limits.LimitsView.Line;
import io.dianzan.operator.limits.LimitsView.Refused;
import io.dianzan.operator.limits.RulesFiles.Source;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Four versions of one campaign's rules, of which the third is in force and the last one waits. */
class LimitsViewTest {
    private static final Instant NOW = Instant.parse("2024-02-29T04:00:00Z");
    private static final Refused REFUSED = new Refused(
            NOW.minusSeconds(7_200),
            Map.of("quota-spent", 70L, "too-fast/address", 5L, "too-fast/login", 2L, "busy", 900L, "work-spent", 3L),
            Map.of("quota-spent", 7L));

    private final LimitsView view = LimitsView.of(
            new Campaign(
                    1,
                    "one",
                    4,
                    1,
                    List.of(
                            version(1, 4_000, "votes: {perDay: 1, perCampaign: 9}\n"),
                            version(2, 3_000, "votes: {perDay: 2, perCampaign: 9}\nlimits: {account: {taps: 30}}\n"),
                            version(3, 2_000, "votes: {perDay: 1, perCampaign: 9}\nlimits: {account: {taps: 30}}\n"),
                            version(4, -3, "votes: {perDay: 1, perCampaign: 9}\nlimits: {account: {taps: 40}}\n")),
                    List.of(),
                    List.of()),
            NOW,
            Map.of(3, new Source("one.yaml", "the office", "fewer")),
            REFUSED);

    private static RulesVersion version(int number, long secondsAgo, String text) {
        return new RulesVersion(number, NOW.minusSeconds(secondsAgo), rules(text));
    }

    private static Rules rules(String text) {
        var problems = new Problems();
        var rules = CampaignFile.parse("one", "slug: one\ntitle: {zh: x}\nzone: UTC\n" + text, problems);
        problems.throwIfAny();
        return rules;
    }

    private Line line(Bound bound) {
        return view.lines().stream()
                .filter(line -> line.bound() == bound)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void itTellsTheVersionInForceAndTheOneThatWaits() {
        assertThat(view.inForce().number()).isEqualTo(3);
        assertThat(view.inForce().source().by()).isEqualTo("the office");
        assertThat(view.next().number()).isEqualTo(4);
        assertThat(view.next().since()).isEqualTo(NOW.plusSeconds(3));
    }

    @Test
    void eachLineSaysSinceWhenItHasBeenSo() {
        assertThat(line(Bound.PER_DAY).version()).as("it was 2 in between").isEqualTo(3);
        assertThat(line(Bound.PER_CAMPAIGN).version()).isEqualTo(1);
        assertThat(line(Bound.ACCOUNT).version()).isEqualTo(2);
        assertThat(line(Bound.ACCOUNT).since()).isEqualTo(NOW.minusSeconds(3_000));
    }

    @Test
    void whatTheNextVersionChangesIsTold() {
        assertThat(line(Bound.ACCOUNT).next().number()).isEqualTo(40);
        assertThat(line(Bound.PER_DAY).next()).isNull();
    }

    @Test
    void whatEachRefusedIsTold() {
        assertThat(line(Bound.PER_DAY).today()).isEqualTo(70);
        assertThat(line(Bound.PER_DAY).lastHour()).isEqualTo(7);
        assertThat(line(Bound.ADDRESS).today()).isEqualTo(5);
        assertThat(line(Bound.ACCOUNT).today()).isZero();
        assertThat(line(Bound.PER_WORK).today()).as("there is no such quota").isNull();
        assertThat(view.allToday()).isEqualTo(80);
        assertThat(view.allLastHour()).isEqualTo(7);
    }
}

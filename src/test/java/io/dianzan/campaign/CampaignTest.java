package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignEvent.Kind;
import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import io.dianzan.fault.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final Instant OPENS = Instant.parse("2024-02-26T16:00:00Z");
    private static final Instant CLOSES = Instant.parse("2024-03-04T16:00:00Z");
    private static final Instant NOON = Instant.parse("2024-03-01T04:00:00Z");

    private static Rules rules(String more) {
        var problems = new Problems();
        var text = "slug: a\ntitle: {zh: 甲}\nzone: Asia/Shanghai\nopens: 2024-02-27T00:00\ncloses: 2024-03-05T00:00\n";
        var rules = CampaignFile.parse("a.yaml", text + more, problems);
        assertThat(problems.found()).isEmpty();
        return rules;
    }

    private static Campaign campaign(CampaignEvent... events) {
        var rules = rules("");
        var days = List.of(rules.calendar().day(rules.calendar().dateOf(NOON)));
        return new Campaign(1, "a", 1, 1, List.of(new Campaign.RulesVersion(1, OPENS, rules)), List.of(events), days);
    }

    private static CampaignEvent event(Kind kind, Instant at) {
        return new CampaignEvent(kind, at, null, kind == Kind.PAUSE ? "back soon" : null);
    }

    @Test
    void theWindowIsHalfOpen() {
        assertThat(campaign().lifeCycleAt(OPENS.minusMillis(1)).state()).isEqualTo(State.DRAFT);
        assertThat(campaign().lifeCycleAt(OPENS).state()).isEqualTo(State.OPEN);
        assertThat(campaign().lifeCycleAt(CLOSES.minusMillis(1)).state()).isEqualTo(State.OPEN);
        assertThat(campaign().lifeCycleAt(CLOSES).state()).isEqualTo(State.CLOSED);
    }

    @Test
    void anActCountsFromItsTimeOn() {
        var paused = campaign(event(Kind.PAUSE, NOON));
        assertThat(paused.stopAt(NOON.minusMillis(1))).isEmpty();
        assertThat(paused.stopAt(NOON).orElseThrow().refused().reason()).isEqualTo(Refusal.PAUSED);
        assertThat(paused.stopAt(NOON).orElseThrow().refused().facts()).containsEntry("text", "back soon");
        var resumed = campaign(event(Kind.PAUSE, NOON), event(Kind.RESUME, NOON.plusSeconds(60)));
        assertThat(resumed.stopAt(NOON.plusSeconds(60))).isEmpty();
    }

    @Test
    void aFinalResultStandsWhateverIsSaidLater() {
        var made = CLOSES.plusSeconds(60);
        var later = new CampaignEvent(Kind.EXTEND, made.plusSeconds(60), made.plusSeconds(86_400), null);
        var standing = campaign(event(Kind.FINAL, made), later);
        assertThat(standing.lifeCycleAt(made.minusMillis(1)).state()).isEqualTo(State.CLOSED);
        assertThat(standing.lifeCycleAt(made).closes()).isEqualTo(CLOSES);
        assertThat(standing.lifeCycleAt(made.plusSeconds(61)).state()).isEqualTo(State.FINAL);
        assertThat(standing.stopAt(made.plusSeconds(61))).isPresent();
    }

    @Test
    void anEarlyCloseAndAnExtensionStandAboveTheFile() {
        var closed = campaign(event(Kind.CLOSE, NOON));
        assertThat(closed.lifeCycleAt(NOON).state()).isEqualTo(State.CLOSED);
        var longer = new CampaignEvent(Kind.EXTEND, NOON, CLOSES.plusSeconds(3600), null);
        assertThat(campaign(longer).lifeCycleAt(CLOSES).state()).isEqualTo(State.OPEN);
    }

    @Test
    void aRefusalSoonAfterItsCauseAsksThePhoneToComeBackOnce() {
        var stop =
                campaign(event(Kind.CLOSE, NOON)).stopAt(NOON.plusSeconds(10)).orElseThrow();
        assertThat(stop.toldAt(NOON.plusSeconds(10)).retryAfterSeconds()).isBetween(20, 21);
        assertThat(stop.toldAt(NOON.plus(Stop.SETTLED).plusMillis(1)).retryAfterSeconds())
                .isZero();
    }

    @Test
    void noVotesComeAfterTheLastDay() {
        var campaign = campaign();
        assertThat(campaign.resetsAfter(NOON)).contains(Instant.parse("2024-03-01T16:00:00Z"));
        var closing = campaign(new CampaignEvent(Kind.EXTEND, OPENS, Instant.parse("2024-03-01T16:00:00Z"), null));
        assertThat(closing.resetsAfter(NOON)).isEmpty();
    }

    @Test
    void daysAreMadeAWeekAheadAndOnlyInsideTheWindow() {
        var missing = DayKeeper.missing(campaign(), NOON);
        assertThat(missing.stream().map(CampaignDay::date).map(Object::toString))
                .containsExactly("2024-03-02", "2024-03-03", "2024-03-04");
        assertThat(DayKeeper.missing(campaign(), OPENS.minus(Duration.ofDays(3))).stream()
                        .map(day -> day.date().toString()))
                .contains("2024-02-27")
                .doesNotContain("2024-02-26");
    }

    @Test
    void theShippedCampaignsAreGood() throws IOException {
        var problems = new Problems();
        var proposals = Proposals.read(Path.of("conf/campaigns"), problems);
        assertThat(problems.found()).isEmpty();
        assertThat(proposals.stream().map(proposal -> proposal.rules().slug())).contains("demo", "five-a-day");
        var five = CampaignFile.parse("five", Files.readString(Path.of("conf/campaigns/five-a-day.yaml")), problems);
        assertThat(five.perDay()).isEqualTo(5);
        assertThat(five.needsKey()).isTrue();
    }

    @Test
    void everythingWrongInAFileIsReported() {
        var problems = new Problems();
        CampaignFile.parse("a.yaml", """
                slug: Not Good
                title: {en: x}
                zone: Mars/Olympus
                opens: 2024-03-05T00:00
                closes: 2024-03-05T00:00
                votes: {perDay: 0, sameWork: sometimes, perday: 3}
                """, problems);
        assertThat(problems.found().stream().map(Problem::key))
                .containsExactlyInAnyOrder(
                        "slug", "title.zh", "zone", "closes", "votes.perDay", "votes.sameWork", "votes.perday");
    }

    @Test
    void anotherCommentIsNoOtherVersion() {
        assertThat(CampaignFile.hashOf("a: 1\nb: 2\n")).isEqualTo(CampaignFile.hashOf("# new\nb: 2\na: 1\n"));
        assertThat(CampaignFile.hashOf("a: 1\n")).isNotEqualTo(CampaignFile.hashOf("a: 2\n"));
    }
}

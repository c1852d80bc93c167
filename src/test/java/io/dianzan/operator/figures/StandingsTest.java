package io.dianzan.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.catalogue.Work;
import io.dianzan.catalogue.Works;
import io.dianzan.fault.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the pages make of figures. */
class StandingsTest {
    private static final Instant NINE = Instant.parse("2024-03-01T09:00:00Z");

    private static Work work(int id) {
        return new Work(id, "000" + id, "t", "a", "c", null, null, null, null, null, null);
    }

    private static Figures.Taps taps(int minute, String outcome, long taps) {
        return new Figures.Taps(NINE.plusSeconds(60L * minute).getEpochSecond(), outcome, taps);
    }

    @Test
    void worksStandByValidVotesAndSayHowFarTheyClimbed() {
        var works = Works.of(1, List.of(work(1), work(2), work(3), work(4)));
        var lines = Standings.of(
                works,
                List.of(
                        new Figures.Gain(1, 100, 90, 5),
                        new Figures.Gain(2, 95, 95, 40),
                        new Figures.Gain(3, 90, 90, 0)));

        assertThat(lines.stream().map(line -> line.work().id())).containsExactly(2, 1, 3, 4);
        assertThat(lines.stream().map(Standings.Line::rank)).containsExactly(1, 2, 2, 4);
        assertThat(lines.stream().map(Standings.Line::climbed)).containsExactly(2, 0, -1, null);
        assertThat(lines.get(1).takenOut()).isEqualTo(10);
    }

    @Test
    void whereRulingsTookOutNewVotesNobodyIsSaidToHaveMoved() {
        var works = Works.of(1, List.of(work(1), work(2), work(3), work(4)));
        var lines = Standings.of(
                works,
                List.of(new Figures.Gain(1, 20, 1, 20), new Figures.Gain(2, 8, 8, 0), new Figures.Gain(3, 5, 0, 5)));

        assertThat(lines.stream().map(line -> line.work().id())).containsExactly(2, 1, 3, 4);
        assertThat(lines.stream().map(Standings.Line::climbed)).containsExactly(0, null, null, null);
        assertThat(lines.get(1).gained()).isEqualTo(20);
    }

    @Test
    void worksWithoutAVoteDoNotFallWhenOthersGetTheirFirst() {
        var works = Works.of(1, List.of(work(1), work(2), work(3)));
        var lines = Standings.of(works, List.of(new Figures.Gain(3, 2, 2, 2)));

        assertThat(lines.stream().map(line -> line.work().id())).containsExactly(3, 1, 2);
        assertThat(lines.stream().map(Standings.Line::climbed)).containsExactly(0, null, null);
    }

    @Test
    void withdrawnWorksHaveTheirVotesAndNoRank() {
        var gone = new Work(2, "0002", "t", "a", "c", null, null, null, null, NINE, null);
        var works = Works.of(1, List.of(work(1), gone));
        var gains = List.of(new Figures.Gain(1, 3, 3, 0), new Figures.Gain(2, 9, 7, 4));

        assertThat(Standings.of(works, gains).stream().map(line -> line.work().id()))
                .containsExactly(1);
        assertThat(Standings.withdrawn(works, gains)).containsExactly(new Standings.Line(0, null, gone, 7, 9, 4));
    }

    @Test
    void everyMinuteHasItsLineAndSeldomRefusalsAreOthers() {
        var minutes = Minutes.of(
                List.of(
                        taps(0, "recorded", 7),
                        taps(0, "quota-spent", 60),
                        taps(0, "too-fast/address", 50),
                        taps(2, "busy", 40),
                        taps(2, "closed", 30),
                        taps(2, "paused", 20),
                        taps(2, "internal", 2),
                        taps(2, "malformed", 1),
                        taps(2, "repeat", 3)),
                NINE,
                NINE.plusSeconds(180));

        assertThat(minutes.lines()).hasSize(4);
        assertThat(minutes.reasons())
                .containsExactly("quota-spent", "too-fast/address", "busy", "closed", "paused", "others");
        assertThat(minutes.lines().get(0).recorded()).isEqualTo(7);
        assertThat(minutes.lines().get(1).allRefused()).isZero();
        assertThat(minutes.lines().get(2).refused()).containsExactly(0L, 0L, 40L, 30L, 20L, 3L);
        assertThat(minutes.lines().get(2).repeated()).isEqualTo(3);
    }

    @Test
    void thePaceIsWhatTheSumsHaveGrownWithinSeconds() {
        var pace = new Pace();
        var now = NINE.plusSeconds(65);

        assertThat(pace.of(List.of(taps(0, "recorded", 600), taps(1, "recorded", 50)), now))
                .isEqualTo(10);
        assertThat(pace.of(List.of(taps(0, "recorded", 600), taps(1, "recorded", 90)), now.plusSeconds(4)))
                .isEqualTo(10);
        // an earlier minute may leave the window meanwhile
        assertThat(pace.of(List.of(taps(1, "recorded", 130)), now.plusSeconds(8)))
                .isEqualTo(10);
        assertThat(pace.of(List.of(taps(1, "recorded", 130), taps(1, "busy", 99)), now.plusSeconds(60)))
                .isEqualTo(130 / 60.0);
    }

    @Test
    void everyOutcomeHasANameOfItsOwn() {
        var names =
                IntStream.range(0, Outcomes.count()).mapToObj(Outcomes::name).toList();
        assertThat(names).doesNotHaveDuplicates().contains("recorded", "repeat", "quota-spent", "too-fast/prefix");
        assertThat(Outcomes.name(Outcomes.of(Refusal.TOO_FAST.refused().with("scope", "prefix"))))
                .isEqualTo("too-fast/prefix");
        assertThat(Outcomes.name(Outcomes.of(Refusal.TOO_FAST.refused()))).isEqualTo("too-fast");
        assertThat(Outcomes.name(Outcomes.of(new IllegalStateException()))).isEqualTo("internal");
    }
}

package io.dianzan.tally;

import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Shelf;
import java.util.List;

/** Counts as phones are told them, each answer encoded once for everybody who asks or listens. Safe on every thread. */
public final class TallyAnswers {
    /** Answers to some hundred different {@code since}, each made once. */
    private static final long SHELF_BYTES = 4L << 20;

    private final Catalogue catalogue;
    private final Tally tally;
    private final Shelf answers = new Shelf(SHELF_BYTES);

    public TallyAnswers(Catalogue catalogue, Tally tally) {
        this.catalogue = catalogue;
        this.tally = tally;
    }

    /** An answer, and the counts that it leads to. */
    record Told(CampaignCounts counts, Encoded body) {}

    /** Absolute counts; {@code fell} marks one that is lower than it was, {@code all} an answer that holds every work. */
    private record Answer(long asOf, Boolean all, List<Line> works) {}

    private record Line(String number, long votes, Boolean fell) {}

    private record Edition(int campaign, int catalogue, long counts, long asOf, long before) {}

    /** What changed since an {@code asOf}; everything where it is null or unknown. Refuses as {@code results-hidden}. */
    Told since(int campaign, Long since) {
        var now = tally.of(campaign);
        if (now == null) {
            throw Refusal.RESULTS_HIDDEN.refused();
        }
        return told(campaign, since == null ? List.of() : tally.since(campaign, since), now);
    }

    /** What changed since {@code before} was told. */
    Told after(int campaign, CampaignCounts before, CampaignCounts now) {
        return told(campaign, tally.from(campaign, before), now);
    }

    private Told told(int campaign, List<CampaignCounts> seen, CampaignCounts now) {
        var works = catalogue.require(campaign);
        var before = seen.isEmpty() ? -1 : seen.get(0).asOf();
        var edition = new Edition(campaign, works.version(), now.version(), now.asOf(), before);
        var answer = answers.get(edition);
        if (answer == null) {
            answer = encode(works.listed(), seen, now);
            answers.put(edition, answer);
        }
        return new Told(now, answer);
    }

    private static Encoded encode(List<Work> works, List<CampaignCounts> seen, CampaignCounts now) {
        var lines = works.stream()
                .filter(work -> seen.isEmpty() || hasMoved(work, seen, now))
                .map(work -> new Line(work.number(), now.votes(work.id()), hasFallen(work, seen, now) ? true : null))
                .toList();
        return Encoded.json(new Answer(now.asOf(), seen.isEmpty() ? true : null, lines), lines);
    }

    /** Whether any reading that a phone may have seen had another count: one that rose and fell again has moved too. */
    private static boolean hasMoved(Work work, List<CampaignCounts> seen, CampaignCounts now) {
        var votes = now.votes(work.id());
        return seen.stream().anyMatch(reading -> reading.votes(work.id()) != votes);
    }

    private static boolean hasFallen(Work work, List<CampaignCounts> seen, CampaignCounts now) {
        var votes = now.votes(work.id());
        return seen.stream().anyMatch(reading -> reading.votes(work.id()) > votes);
    }
}

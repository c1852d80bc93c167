package io.dianzan.operator.figures;

import io.dianzan.catalogue.Work;
import io.dianzan.catalogue.Works;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The works by their valid votes, as they stand now and as they stood before their last votes came. Pure. */
public final class Standings {
    private static final Figures.Gain NOTHING = new Figures.Gain(0, 0, 0, 0);

    private Standings() {}

    /**
     * A work's place: {@code climbed} is how many ranks it went up, negative for down, null where that cannot be told.
     * {@code gained} votes are recorded ones: what a ruling took out meanwhile is not in {@code valid}. A withdrawn work has
     * no rank: 0.
     */
    public record Line(int rank, Integer climbed, Work work, long valid, long recorded, long gained) {
        /** Votes that a ruling took out. */
        public long takenOut() {
            return recorded - valid;
        }
    }

    /** All listed works, the first one first; ties share a rank and stand by number. */
    static List<Line> of(Works works, List<Figures.Gain> gains) {
        var workToGain = byWork(gains);
        ToLongFunction<Work> now = work -> of(work, workToGain).valid();
        ToLongFunction<Work> before = work -> of(work, workToGain).before();
        var ranksNow = ranks(works.listed(), now);
        var ranksBefore = ranks(works.listed(), before);
        var lines = new ArrayList<Line>();
        for (var work : sorted(works.listed(), now)) {
            var gain = of(work, workToGain);
            var rank = ranksNow.get(work.id());
            var climbed = gain.tellsMovement() ? ranksBefore.get(work.id()) - rank : null;
            lines.add(new Line(rank, climbed, work, gain.valid(), gain.recorded(), gain.gained()));
        }
        return lines;
    }

    /** The withdrawn works by number: they have votes, and no rank. */
    static List<Line> withdrawn(Works works, List<Figures.Gain> gains) {
        var workToGain = byWork(gains);
        return works.withdrawn().stream()
                .map(work -> {
                    var gain = of(work, workToGain);
                    return new Line(0, null, work, gain.valid(), gain.recorded(), gain.gained());
                })
                .toList();
    }

    private static Map<Integer, Figures.Gain> byWork(List<Figures.Gain> gains) {
        var workToGain = new HashMap<Integer, Figures.Gain>();
        gains.forEach(gain -> workToGain.put(gain.work(), gain));
        return workToGain;
    }

    private static Figures.Gain of(Work work, Map<Integer, Figures.Gain> workToGain) {
        return workToGain.getOrDefault(work.id(), NOTHING);
    }

    private static List<Work> sorted(List<Work> works, ToLongFunction<Work> votes) {
        // the sort is stable, and the works come by number
        return works.stream().sorted(Comparator.comparingLong(votes).reversed()).toList();
    }

    private static Map<Integer, Integer> ranks(List<Work> works, ToLongFunction<Work> votes) {
        var ranks = new HashMap<Integer, Integer>();
        var place = 0;
        var rank = 0;
        var last = Long.MIN_VALUE;
        for (var work : sorted(works, votes)) {
            place++;
            if (votes.applyAsLong(work) != last) {
                rank = place;
                last = votes.applyAsLong(work);
            }
            ranks.put(work.id(), rank);
        }
        return ranks;
    }
}

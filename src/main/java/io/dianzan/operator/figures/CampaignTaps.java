package io.dianzan.operator.figures;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * What one process has answered to a campaign's taps since its start. The sums only grow, and whoever writes them down
 * remembers how much he wrote: nothing is ever taken back from under an event loop that counts, so nothing is lost.
 */
final class CampaignTaps {
    private final LongAdder[] taps = new LongAdder[Outcomes.count()];
    private final Map<Integer, LongAdder> workToVotes = new ConcurrentHashMap<>();
    private final Places places = new Places();
    /** Read and written by whoever writes down alone. */
    private final long[] tapsWritten = new long[taps.length];

    private final Map<Integer, Long> workToWritten = new ConcurrentHashMap<>();

    CampaignTaps() {
        for (int i = 0; i < taps.length; i++) {
            taps[i] = new LongAdder();
        }
    }

    void count(int outcome) {
        taps[outcome].increment();
    }

    /** {@code prefix}: the hash of the network that it came from; {@code share}: the code of a link, or null. */
    void vote(int work, long prefix, String share, long epochSecond) {
        taps[Outcomes.RECORDED].increment();
        var votes = workToVotes.get(work);
        if (votes == null) {
            votes = workToVotes.computeIfAbsent(work, first -> new LongAdder());
        }
        votes.increment();
        places.count(work, Places.PREFIX, prefix, epochSecond);
        if (share != null) {
            places.count(work, Places.SHARE, share, epochSecond);
        }
    }

    /** Gives what came since the last time: outcomes and how many taps. */
    void takeTaps(BiConsumer<Integer, Long> taker) {
        for (int i = 0; i < taps.length; i++) {
            var sum = taps[i].sum();
            if (sum != tapsWritten[i]) {
                taker.accept(i, sum - tapsWritten[i]);
                tapsWritten[i] = sum;
            }
        }
    }

    /** Gives what came since the last time: works and how many votes. */
    void takeVotes(BiConsumer<Integer, Long> taker) {
        workToVotes.forEach((work, votes) -> {
            var sum = votes.sum();
            var written = workToWritten.getOrDefault(work, 0L);
            if (sum != written) {
                taker.accept(work, sum - written);
                workToWritten.put(work, sum);
            }
        });
    }

    void takePlaces(BiConsumer<Places.Line, Long> taker) {
        places.take(taker);
    }
}

package io.dianzan.catalogue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Mixed orders of works, fair and few. The works are dealt out in a fixed mix; an order is that mix, begun at one of many
 * places and gone round. The places lie so that each work stands on the first page of exactly as many orders as any
 * other. All processes have the same ones, and there are few enough to keep their pages. Where there are few places there
 * are several mixes, with other neighbours.
 */
final class Shuffle {
    /** About so many orders there are at most, or as many as works where that is more. */
    private static final int MOST = 600;
    /** What people see of a list before they turn the page. */
    private static final int PAGE = 24;

    static final Shuffle OF_NONE = new Shuffle(List.of());

    private final List<List<Work>> mixes;
    private final int step;
    private final int orders;

    Shuffle(List<Work> works) {
        step = step(works.size());
        mixes = IntStream.range(0, mixes(works.size()))
                .mapToObj(mix -> works.stream()
                        .sorted(Comparator.comparingLong(work -> place(work, mix)))
                        .toList())
                .toList();
        orders = mixes.size() * places(works.size());
    }

    /** How many different orders there are. */
    int orders() {
        return orders;
    }

    /** The works in the order {@code order}, from 0 to {@link #orders} - 1. */
    List<Work> order(int order) {
        return begunAt(order / mixes.size() * step, mixes.get(order % mixes.size()));
    }

    private static List<Work> begunAt(int start, List<Work> mix) {
        var works = new ArrayList<Work>(mix.size());
        works.addAll(mix.subList(start, mix.size()));
        works.addAll(mix.subList(0, start));
        return Collections.unmodifiableList(works);
    }

    private static int mixes(int works) {
        return Math.max(1, MOST / places(works));
    }

    private static int places(int works) {
        return Math.max(1, works / step(works));
    }

    /** The greatest that goes both into the page and into the works: only so each is covered as often as any other. */
    private static int step(int works) {
        return BigInteger.valueOf(PAGE).gcd(BigInteger.valueOf(works)).intValue();
    }

    /** By the number alone, which stays; well mixed (the finalizer of SplitMix64, Steele et al., OOPSLA 2014). */
    private static long place(Work work, int mix) {
        var z = work.number().hashCode() + (mix + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

package io.dianzan.catalogue;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
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

    private Shuffle() {}

    /** How many different orders there are of so many works. */
    static int orders(int works) {
        return mixes(works) * places(works);
    }

    /** The works in the order {@code order}, from 0 to {@link #orders} - 1. */
    static List<Work> of(List<Work> works, int order) {
        var mix = order % mixes(works.size());
        var start = order / mixes(works.size()) * step(works.size());
        var mixed = works.stream()
                .sorted(Comparator.comparingLong(work -> place(work, mix)))
                .toList();
        return IntStream.range(0, mixed.size())
                .mapToObj(i -> mixed.get((start + i) % mixed.size()))
                .collect(Collectors.toUnmodifiableList());
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

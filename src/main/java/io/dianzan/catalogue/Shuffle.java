package io.dianzan.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Mixed orders of works, fair and few. The works are dealt out in some fixed mixes; an order is one of these, begun at
 * one of its pages and gone round. So each work stands on the first page of as many orders as any other, an order stays
 * as it is when works come or go, all processes have the same ones, and there are few enough to keep their pages.
 */
final class Shuffle {
    /** In each mix a work has another place on its page and other neighbours. */
    private static final int MIXES = 4;
    /** What people see of a list before they turn the page. */
    private static final int PAGE = 24;

    private Shuffle() {}

    /** How many different orders there are of so many works. */
    static int orders(int works) {
        return MIXES * turns(works);
    }

    /** The works in the order {@code order}, from 0 to {@link #orders} - 1. */
    static List<Work> of(List<Work> works, int order) {
        var mix = order % MIXES;
        var mixed = works.stream()
                .sorted(Comparator.comparingLong(work -> place(work, mix)))
                .toList();
        var start = (int) ((long) (order / MIXES) * works.size() / turns(works.size()));
        return IntStream.range(0, mixed.size())
                .mapToObj(i -> mixed.get((start + i) % mixed.size()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static int turns(int works) {
        return Math.max(1, (works + PAGE - 1) / PAGE);
    }

    /** By the number alone, which stays; well mixed (the finalizer of SplitMix64, Steele et al., OOPSLA 2014). */
    private static long place(Work work, int mix) {
        var z = work.number().hashCode() + (mix + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}

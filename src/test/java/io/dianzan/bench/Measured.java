package io.dianzan.bench;

import java.util.Comparator;
import java.util.List;

/** What one run of one contender cost, in microseconds of CPU for each request. */
record Measured(Contender contender, int requests, double perSecond, int bytes, CpuTime cpu) {

    double total() {
        return contender.stores() ? cpu.total() : cpu.server();
    }

    /** The run in the middle, as it was: its parts add up. */
    static Measured median(List<Measured> runs) {
        return runs.stream()
                .sorted(Comparator.comparingDouble(Measured::total))
                .toList()
                .get((runs.size() - 1) / 2);
    }
}

package io.dianzan.http;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the management port can tell of a process. {@code needed}: the parts without which no vote is taken, and whether
 * they are there; {@code helpful}: those that it can do without; {@code stuck}: event loops that do not turn;
 * {@code metrics}: in Prometheus' text format, which may take some milliseconds to write; {@code notes}: what else an
 * operator should know, which is no reason to turn phones away.
 */
public record Vitals(
        Map<String, BooleanSupplier> needed,
        Map<String, BooleanSupplier> helpful,
        Supplier<List<Integer>> stuck,
        Supplier<String> metrics,
        Supplier<Map<String, Object>> notes) {

    /** Without notes. */
    public Vitals(
            Map<String, BooleanSupplier> needed,
            Map<String, BooleanSupplier> helpful,
            Supplier<List<Integer>> stuck,
            Supplier<String> metrics) {
        this(needed, helpful, stuck, metrics, Map::of);
    }

    List<String> missing() {
        return absent(needed);
    }

    List<String> away() {
        return absent(helpful);
    }

    private static List<String> absent(Map<String, BooleanSupplier> parts) {
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}

package io.dianzan.operator.figures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Taps of some minutes in a row, as a table has them: what was answered by minute, and refusals by their reason. Pure. */
public record Minutes(List<Line> lines, List<String> reasons) {
    /** What is seldom is "others", as far as a chart can show. */
    static final int REASONS = 5;

    static final String OTHERS = "others";

    /** {@code refused}: one number for each of the reasons, in their order. */
    public record Line(Instant minute, long recorded, long repeated, List<Long> refused) {
        public long allRefused() {
            return refused.stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Every minute from {@code first} to {@code last}, those without a tap too. */
    static Minutes of(List<Figures.Taps> taps, Instant first, Instant last) {
        var minuteToTaps = new HashMap<Long, Map<String, Long>>();
        var reasonToTaps = new HashMap<String, Long>();
        for (var one : taps) {
            minuteToTaps.computeIfAbsent(one.minute(), none -> new HashMap<>()).put(one.outcome(), one.taps());
            if (one.isRefusal()) {
                reasonToTaps.merge(one.outcome(), one.taps(), Long::sum);
            }
        }
        var reasons = reasons(reasonToTaps);
        var lines = new ArrayList<Line>();
        for (var minute = first; !minute.isAfter(last); minute = minute.plus(Slots.MINUTE)) {
            lines.add(line(minute, minuteToTaps.getOrDefault(minute.getEpochSecond(), Map.of()), reasons));
        }
        return new Minutes(lines, reasons);
    }

    private static List<String> reasons(Map<String, Long> reasonToTaps) {
        var reasons = new ArrayList<>(reasonToTaps.keySet());
        reasons.sort(Comparator.comparing((String reason) -> -reasonToTaps.get(reason))
                .thenComparing(Comparator.naturalOrder()));
        if (reasons.size() > REASONS + 1) {
            reasons.subList(REASONS, reasons.size()).clear();
            reasons.add(OTHERS);
        }
        return List.copyOf(reasons);
    }

    private static Line line(Instant minute, Map<String, Long> outcomeToTaps, List<String> reasons) {
        var refused = new ArrayList<Long>();
        reasons.forEach(reason -> refused.add(outcomeToTaps.getOrDefault(reason, 0L)));
        if (reasons.contains(OTHERS)) {
            refused.set(
                    reasons.indexOf(OTHERS),
                    outcomeToTaps.entrySet().stream()
                            .filter(one -> Outcomes.isRefusal(one.getKey()) && !reasons.contains(one.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum());
        }
        return new Line(
                minute,
                outcomeToTaps.getOrDefault(Outcomes.RECORDED_NAME, 0L),
                outcomeToTaps.getOrDefault(Outcomes.REPEAT_NAME, 0L),
                refused);
    }
}

package io.dianzan.operator.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How fast votes come now, told from sums by the minute that grow: by what they have grown within some seconds. */
final class Pace {
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    private final Deque<Reading> readings = new ArrayDeque<>();

    private record Reading(Instant at, Map<Long, Long> minuteToVotes) {}

    /** Votes a second of all processes, as of {@code now}; before it can tell, what the last whole minute had on average. */
    synchronized double of(List<Figures.Taps> taps, Instant now) {
        var reading = new Reading(now, recorded(taps));
        while (!readings.isEmpty() && readings.peek().at().isBefore(now.minus(LONGEST))) {
            readings.poll();
        }
        var before = readings.peek();
        readings.add(reading);
        if (before == null || before.at().isAfter(now.minus(SHORTEST))) {
            var lastMinute = Slots.of(Slots.MINUTE, now).minus(Slots.MINUTE).getEpochSecond();
            return reading.minuteToVotes().getOrDefault(lastMinute, 0L) / 60.0;
        }
        var votes = reading.minuteToVotes().entrySet().stream()
                .mapToLong(minute -> minute.getValue() - before.minuteToVotes().getOrDefault(minute.getKey(), 0L))
                .sum();
        return Math.max(0, votes) / (Duration.between(before.at(), now).toMillis() / 1_000.0);
    }

    /** Of the last minutes alone: older ones grow no more. */
    private static Map<Long, Long> recorded(List<Figures.Taps> taps) {
        var minuteToVotes = new HashMap<Long, Long>();
        taps.stream()
                .filter(one -> one.outcome().equals(Outcomes.RECORDED_NAME))
                .forEach(one -> minuteToVotes.put(one.minute(), one.taps()));
        return minuteToVotes;
    }
}

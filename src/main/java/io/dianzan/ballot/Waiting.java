package io.dianzan.ballot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The taps that wait for the writer, by what can go into one call; bounded. The lane that waited longest goes first. */
final class Waiting {
    private final int most;
    private final Map<Pending.Lane, Deque<Pending>> laneToTaps = new LinkedHashMap<>();
    /** Written by the loop alone; volatile for those who measure. */
    private volatile int size;

    Waiting(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    /** False where the queue is full. */
    boolean offer(Pending pending) {
        if (size >= most) {
            return false;
        }
        dequeOf(pending).addLast(pending);
        size++;
        return true;
    }

    /** Puts taps back at the head, in their order; they were let in before, so the bound does not turn them away. */
    void putBack(List<Pending> taps) {
        for (int i = taps.size() - 1; i >= 0; i--) {
            dequeOf(taps.get(i)).addFirst(taps.get(i));
            size++;
        }
    }

    /** Takes up to {@code count} taps of one lane; those whose time is over are given up on the way. */
    List<Pending> take(int count, long now) {
        while (!laneToTaps.isEmpty()) {
            var lane = laneToTaps.entrySet().iterator().next();
            var taken = new ArrayList<Pending>(Math.min(count, lane.getValue().size()));
            while (taken.size() < count && !lane.getValue().isEmpty()) {
                var pending = lane.getValue().pollFirst();
                size--;
                if (pending.expired(now)) {
                    pending.giveUp();
                } else {
                    taken.add(pending);
                }
            }
            laneToTaps.remove(lane.getKey());
            if (!lane.getValue().isEmpty()) {
                laneToTaps.put(lane.getKey(), lane.getValue());
            }
            if (!taken.isEmpty()) {
                return taken;
            }
        }
        return List.of();
    }

    /** Gives up every tap whose time is over. */
    void expire(long now) {
        for (var taps : laneToTaps.values()) {
            taps.removeIf(pending -> {
                if (!pending.expired(now)) {
                    return false;
                }
                pending.giveUp();
                size--;
                return true;
            });
        }
        laneToTaps.values().removeIf(Deque::isEmpty);
    }

    void giveUpAll() {
        laneToTaps.values().forEach(taps -> taps.forEach(Pending::giveUp));
        laneToTaps.clear();
        size = 0;
    }

    private Deque<Pending> dequeOf(Pending pending) {
        return laneToTaps.computeIfAbsent(pending.lane(), lane -> new ArrayDeque<>());
    }
}

package io.dianzan.operator.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What the page of one work shows. {@code since}: from when on it gained votes; {@code window}: its word; {@code rest}: of the window's votes those that are in no line
 * of {@code prefixes} or {@code shares}.
 */
public record WorkFiguresView(
        String slug,
        Work work,
        Standings.Line line,
        Instant since,
        String window,
        List<Step> steps,
        Origins prefixes,
        Origins shares,
        boolean mayAct) {

    public record Work(String number, boolean withdrawn) {}

    public record Step(Instant since, long votes) {}

    public record Origins(List<Figures.Place> places, long rest) {
        static Origins of(List<Figures.Place> places, long votes) {
            var known = places.stream().mapToLong(Figures.Place::votes).sum();
            return new Origins(places, Math.max(0, votes - known));
        }

        public long all() {
            return rest + places.stream().mapToLong(Figures.Place::votes).sum();
        }
    }

    public List<Step> wholeSteps() {
        return steps.subList(0, steps.size() - 1);
    }

    /** The one that is not over: in a chart it would look like a fall. */
    public Step running() {
        return steps.get(steps.size() - 1);
    }

    /** Every step from {@code first} to {@code last}, those without a vote too. */
    static List<Step> steps(List<Figures.Votes> votes, Instant first, Instant last, Duration step) {
        var sinceToVotes = new HashMap<Long, Long>();
        votes.forEach(one -> sinceToVotes.put(one.since(), one.votes()));
        var steps = new ArrayList<Step>();
        for (var since = Slots.of(step, first); !since.isAfter(last); since = since.plus(step)) {
            steps.add(new Step(since, sinceToVotes.getOrDefault(since.getEpochSecond(), 0L)));
        }
        return steps;
    }
}

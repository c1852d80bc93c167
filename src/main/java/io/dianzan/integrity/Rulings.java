package io.dianzan.integrity;

import io.dianzan.integrity.Ruled.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What operators say of ballots: appended, never a change of a ballot. Each ruling stands with its tally delta and its
 * line of the audit in one transaction; two on the same ballots come one after the other, and the second is told what it
 * met. No ruling gives a slot back or raises what was recorded.
 */
public final class Rulings {
    /** Long enough for a colleague on the next shift; what was seen a day ago is to be looked at anew. */
    public static final Duration PATIENCE = Duration.ofHours(24);

    private final RulingTable table;

    public Rulings(Pool pool) {
        this.table = new RulingTable(pool);
    }

    /** Who rules, and why. */
    public record By(String operator, String reason) {}

    /** What it would do, without doing it. */
    public Future<Weighed> weigh(int campaign, Selection selection, Ruling ruling) {
        return table.weigh(campaign, selection, ruling);
    }

    /**
     * Rules all that {@code selection} names and the ruling may change, or nothing. {@code digest}: of what was weighed;
     * {@code most}: how many ballots one operator may rule alone.
     */
    public Future<Ruled> rule(int campaign, Selection selection, Ruling ruling, Shown shown, By by) {
        return table.rule(campaign, selection, ruling, shown, by);
    }

    /** What the operator saw, and how many ballots he may rule alone; {@code digest} may be null: whatever there is. */
    public record Shown(String digest, long most) {}

    /** Stores it for a second operator; gives the number of the proposal, or why there is none. */
    public Future<Proposing> propose(int campaign, Selection selection, Ruling ruling, String digest, By by) {
        return table.propose(campaign, selection, ruling, digest, by);
    }

    /** {@code proposal} is null unless the verdict is DONE. */
    public record Proposing(Verdict verdict, Long proposal) {}

    /** Carries out what another operator proposed; {@code digest} is of what this one was shown. */
    public Future<Ruled> confirm(int campaign, long proposal, String digest, By by) {
        return table.confirm(campaign, proposal, digest, by);
    }

    /** False where it does not wait any more. */
    public Future<Boolean> takeBack(int campaign, long proposal, By by) {
        return table.takeBack(campaign, proposal, by);
    }

    /** The rulings that wait for a second operator, the oldest first; those past their time are ended by this look. */
    public Future<List<Proposed>> waiting(int campaign) {
        return table.expire(campaign).compose(expired -> table.waiting(campaign));
    }

    public Future<Optional<Proposed>> waiting(int campaign, long proposal) {
        return waiting(campaign)
                .map(all -> all.stream().filter(one -> one.id() == proposal).findFirst());
    }

    /** Recorded and valid ballots of a campaign, or of one work where it is not null. */
    public Future<Totals> totals(int campaign, Integer work) {
        return table.totals(campaign, work);
    }

    public record Totals(long recorded, long valid) {}
}

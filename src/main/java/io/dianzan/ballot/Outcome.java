package io.dianzan.ballot;

import io.dianzan.campaign.Stop;
import java.time.LocalDate;
import java.util.List;

/**
 * What became of a tap. {@code slots}: the voter's ballots of the tap's day, this one included. {@code day}: of the
 * ballot that is spoken of. {@code turns}: the voter's ballots of the whole campaign, where a rule looks so far back.
 * {@code transaction}: the one that wrote it, 0 where that is not known. {@code today}: the
 * voter's ballots of the day, where a refusal tells of them. {@code stop}: with STOPPED only.
 */
public record Outcome(Kind kind, int slots, int turns, LocalDate day, long transaction, List<Ballot> today, Stop stop) {

    public enum Kind {
        RECORDED,
        REPEAT,
        KEY_REUSED,
        /** The day's. */
        QUOTA_SPENT,
        CATEGORY_SPENT,
        CAMPAIGN_SPENT,
        WORK_SPENT,
        /** Not recorded before, and not to be recorded now: {@code stop} says why. */
        STOPPED,
        /** The campaign has changed since the tap was judged; nothing was written. */
        WORLD_MOVED
    }

    static Outcome of(Kind kind, int slots, int turns, LocalDate day, long transaction) {
        return new Outcome(kind, slots, turns, day, transaction, List.of(), null);
    }

    static Outcome stopped(Tap tap, Stop stop, Past past) {
        var today = past.of(tap.day());
        return new Outcome(Kind.STOPPED, today.size(), past.turns(), tap.day(), 0, today, stop);
    }

    Outcome with(List<Ballot> ballots) {
        return new Outcome(kind, slots, turns, day, transaction, ballots, stop);
    }
}

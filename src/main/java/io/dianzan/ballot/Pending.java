package io.dianzan.ballot;

import io.dianzan.campaign.Stop;
import io.dianzan.fault.Refusal;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.LocalDate;

/** A tap in the writer's hands, and what is known of its tries so far. Belongs to one event loop. */
final class Pending {
    /** A tap that could not be sent by then is told that nothing was recorded. */
    private static final long SEND_WITHIN = Duration.ofSeconds(5).toNanos();
    /** A tap whose outcome could not be settled by then is told so; its row would soon be refused as late anyway. */
    private static final long SETTLE_WITHIN =
            Stop.LONGEST_FLIGHT.minusSeconds(3).toNanos();

    private static final int MOST_RETRIES = 3;

    private final Tap tap;
    private final Promise<Outcome> outcome = Promise.promise();
    private boolean unknown;
    private int retries;

    Pending(Tap tap) {
        this.tap = tap;
    }

    /** What taps of one call have in common. */
    record Lane(int campaign, LocalDate day, int rules, int world) {}

    Tap tap() {
        return tap;
    }

    Promise<Outcome> outcome() {
        return outcome;
    }

    Lane lane() {
        return new Lane(
                tap.campaign().id(),
                tap.day(),
                tap.version().version(),
                tap.campaign().world());
    }

    /** An earlier try was sent and never answered: it may have been committed, or may yet be. */
    boolean unknown() {
        return unknown;
    }

    void becomeUnknown() {
        unknown = true;
    }

    boolean expired(long now) {
        return now - tap.acceptedNanos() > (unknown ? SETTLE_WITHIN : SEND_WITHIN);
    }

    /** Whether one more try is allowed after the database gave this one up. */
    boolean mayRetry() {
        return ++retries <= MOST_RETRIES;
    }

    /** Gives up: nothing was recorded, or, where a try went unanswered, nobody can say. */
    void giveUp() {
        outcome.tryFail((unknown ? Refusal.OUTCOME_UNKNOWN : Refusal.BUSY).refused());
    }
}

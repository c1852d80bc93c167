package io.dianzan.ballot;

import io.dianzan.ballot.Outcome.Kind;
import io.dianzan.campaign.SameWork;
import io.dianzan.campaign.Stop;
import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * A tap on its way: judged, looked up at the gate, then either recorded by the ledger or told from the voter's own rows.
 * What was recorded outlives every stop, so a stop refuses only after the look-up. One box for each event loop.
 */
public final class BallotBox {
    /** Acts come one at a time; a tap that is overtaken more often than this is better tried again. */
    private static final int MOST_JUDGEMENTS = 3;

    private final Gate gate;
    private final Ledger ledger;
    private final VoterRows rows;
    private final Knowledge knowledge;
    private final GateMeters meters;

    public BallotBox(Gate gate, Ledger ledger, VoterRows rows, Knowledge knowledge, GateMeters meters) {
        this.gate = gate;
        this.ledger = ledger;
        this.rows = rows;
        this.knowledge = knowledge;
        this.meters = meters;
    }

    /** Tells what became of a tap. */
    public Future<Outcome> cast(Tap tap) {
        var stop = Stops.of(tap);
        return gate.known(tap)
                .compose(known -> stop.isPresent() || known >= tap.perDay() ? settle(tap, stop) : record(tap));
    }

    private Future<Outcome> record(Tap tap) {
        return ledger.append(tap).compose(outcome -> {
            switch (outcome.kind()) {
                case RECORDED, REPEAT, QUOTA_SPENT, CATEGORY_SPENT, CAMPAIGN_SPENT ->
                    gate.remember(tap, outcome.slots());
                default -> {}
            }
            return switch (outcome.kind()) {
                case QUOTA_SPENT, CATEGORY_SPENT, CAMPAIGN_SPENT, WORK_SPENT ->
                    rows.today(tap).map(past -> outcome.with(past.ballots()));
                case WORLD_MOVED -> judgedAgain(tap);
                default -> Future.succeededFuture(outcome);
            };
        });
    }

    /** The campaign has moved on since the tap was judged: learn how, and judge it again by its own time. */
    private Future<Outcome> judgedAgain(Tap tap) {
        if (tap.judgements() > MOST_JUDGEMENTS) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        return knowledge.renew(tap).compose(again -> {
            var stop = Stops.of(again);
            return stop.isPresent() ? settle(again, stop) : record(again);
        });
    }

    /** Tells from the voter's rows what a tap is, where the ledger must not, or need not, be asked to record it. */
    private Future<Outcome> settle(Tap tap, Optional<Stop> stop) {
        var elsewhere = tap.keyed() && (stop.isPresent() || tap.mayBeYesterdays());
        var found = elsewhere ? rows.around(tap) : rows.today(tap);
        return found.compose(past -> {
            var today = past.of(tap.day());
            var known = recorded(tap, past, today);
            if (known.isPresent()) {
                return Future.succeededFuture(known.get());
            }
            if (stop.isPresent()) {
                return Future.succeededFuture(Outcome.stopped(tap, stop.get(), past));
            }
            if (today.size() < tap.perDay()) {
                // the gate was wrong: a vote that is still his goes to the ledger
                meters.wrong().increment();
                gate.remember(tap, today.size());
                return record(tap);
            }
            // a rule wider than a day may have more to say than that the day is spent
            return tap.rules().isWide()
                    ? record(tap)
                    : Future.succeededFuture(Outcome.of(Kind.QUOTA_SPENT, today.size(), past.turns(), tap.day(), 0)
                            .with(today));
        });
    }

    /** What was recorded outlives every stop: this very tap, or this work today under whatever key. */
    private static Optional<Outcome> recorded(Tap tap, Past past, List<Ballot> today) {
        var first =
                past.ballots().stream().filter(b -> b.tap().equals(tap.name())).findFirst();
        if (first.isPresent()) {
            var kind = first.get().isFor(tap.work().id()) ? Kind.REPEAT : Kind.KEY_REUSED;
            return first.map(ballot -> of(kind, ballot, past, today));
        }
        var meantForToday = tap.askedDay() == null || tap.askedDay().equals(tap.day());
        return today.stream()
                .filter(ballot -> meantForToday
                        && tap.rules().sameWork() != SameWork.ALLOWED
                        && ballot.isFor(tap.work().id()))
                .findFirst()
                .map(ballot -> of(Kind.REPEAT, ballot, past, today));
    }

    private static Outcome of(Kind kind, Ballot ballot, Past past, List<Ballot> today) {
        return Outcome.of(kind, today.size(), past.turns(), ballot.day(), ballot.transaction());
    }
}

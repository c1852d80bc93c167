package io.dianzan.ballot;

import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Stop;
import io.dianzan.fault.Refusal;
import java.util.Optional;

/** Why a tap, accepted when it was, cannot be recorded: pure, from what the tap carries. */
final class Stops {
    private Stops() {}

    static Optional<Stop> of(Tap tap) {
        if (tap.askedDay() != null && tap.askedDay().isBefore(tap.day())) {
            var ended =
                    tap.campaign().day(tap.askedDay()).map(CampaignDay::ends).orElse(null);
            return Optional.of(Stop.of(Refusal.DAY_OVER, ended));
        }
        var stop = tap.campaign().stopAt(tap.acceptedAt());
        if (stop.isPresent()) {
            return stop;
        }
        var withdrawn = tap.work().withdrawnAt();
        return withdrawn == null || tap.acceptedAt().isBefore(withdrawn)
                ? Optional.empty()
                : Optional.of(Stop.of(Refusal.WORK_WITHDRAWN, withdrawn));
    }
}

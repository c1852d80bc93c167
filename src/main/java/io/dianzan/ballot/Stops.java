package io.dianzan.ballot;

import io.dianzan.campaign.CampaignDay;
import io.dianzan.campaign.Rules;
import io.dianzan.campaign.Stop;
import io.dianzan.fault.Refusal;
import io.dianzan.login.VoterToken;
import java.util.Optional;

/** Why a tap, accepted when it was, cannot be recorded: pure, from what the tap carries. */
final class Stops {
    private Stops() {}

    /** One person has an account of its own in each channel; only a unionid tells that they are one. */
    private static Optional<Stop> channelOf(Rules rules, VoterToken token) {
        if (!rules.channels().contains(token.channel())) {
            return Optional.of(Stop.of(Refusal.CHANNEL_CLOSED, null));
        }
        return rules.needsUnion() && token.isWechat() && !token.united()
                ? Optional.of(Stop.of(Refusal.UNION_REQUIRED, null))
                : Optional.empty();
    }

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
        var channel = channelOf(tap.rules(), tap.token());
        if (channel.isPresent()) {
            return channel;
        }
        var withdrawn = tap.work().withdrawnAt();
        return withdrawn == null || tap.acceptedAt().isBefore(withdrawn)
                ? Optional.empty()
                : Optional.of(Stop.of(Refusal.WORK_WITHDRAWN, withdrawn));
    }
}

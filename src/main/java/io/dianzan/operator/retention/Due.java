package io.dianzan.operator.retention;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.LifeCycle;
import io.dianzan.config.ServerConfig.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is not to be kept any more at an instant. {@code ended}: campaigns all of whose signals may go; {@code endless}:
 * those without an end, of which the days that ended before {@code endlessBefore} may go. {@code kept}: campaigns whose
 * voters' names are still needed; {@code namesBefore}: names that are younger stay, whoever has them.
 */
record Due(List<Integer> ended, List<Integer> endless, Instant endlessBefore, List<Integer> kept, Instant namesBefore) {

    static Due at(Instant now, Collection<Campaign> campaigns, Retention retention) {
        var ended = new ArrayList<Integer>();
        var endless = new ArrayList<Integer>();
        var kept = new ArrayList<Integer>();
        for (var campaign : campaigns) {
            var life = campaign.lifeCycleAt(now);
            if (isOver(life, now, retention.signals())) {
                ended.add(campaign.id());
            } else if (life.closes() == null) {
                endless.add(campaign.id());
            }
            if (!isOver(life, now, retention.identities())) {
                kept.add(campaign.id());
            }
        }
        return new Due(ended, endless, now.minus(retention.signals()), kept, now.minus(retention.identities()));
    }

    private static boolean isOver(LifeCycle life, Instant now, Duration kept) {
        return life.state().isOver() && !life.closes().plus(kept).isAfter(now);
    }
}

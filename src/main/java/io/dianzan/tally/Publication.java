package io.dianzan.tally;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Results;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What may be shown of a campaign's counts at an instant: a rule, without a clock or a store of its own. */
final class Publication {
    private Publication() {}

    /**
     * {@code live}: the newest reading; {@code kept}: those for {@link Results.Show#DELAYED}. Empty where nothing may be
     * shown.
     */
    static Optional<Figures> of(Campaign campaign, Instant now, Figures live, List<Figures> kept) {
        var results = campaign.resultsAt(now);
        return switch (results.show()) {
            case LIVE -> Optional.of(live);
            case ROUNDED -> Optional.of(live.roundedDownTo(results.to()));
            case DELAYED -> late(campaign, now, kept);
            case HIDDEN -> Optional.empty();
        };
    }

    /**
     * The newest that is old enough. Until there is one, the opening is told, at which nobody had a vote; but where
     * counts were shown otherwise until a moment ago, nothing is: older ones would go back on what phones have seen, newer
     * ones would break the rule.
     */
    private static Optional<Figures> late(Campaign campaign, Instant now, List<Figures> kept) {
        var since = campaign.delayedSince(now);
        var newest = now.minus(campaign.resultsAt(now).by()).toEpochMilli();
        return kept.stream()
                .filter(figures -> figures.asOf() >= since.toEpochMilli() && figures.asOf() <= newest)
                .max(Comparator.comparingLong(Figures::asOf))
                .or(() -> opening(campaign, now).filter(opening -> opening.asOf() >= since.toEpochMilli()));
    }

    private static Optional<Figures> opening(Campaign campaign, Instant now) {
        var begins = campaign.beginsAt(now);
        return Optional.of(Figures.nothingAt(begins.isAfter(now) ? now : begins));
    }
}

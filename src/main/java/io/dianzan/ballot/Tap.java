package io.dianzan.ballot;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.campaign.Rules;
import io.dianzan.catalogue.Work;
import io.dianzan.http.Origin;
import io.dianzan.login.VoterToken;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * One act of a voter on one work, as it was accepted: judged by the campaign of that instant for as long as it lives.
 * {@code name} stands for its Idempotency-Key, or is random without one. {@code askedDay} may be null.
 * {@code share}: the code of the share link by which its voter came, as he says; null where by none.
 * {@code acceptedNanos} is the same instant on this process's monotonic clock, {@code judgements} how often it was judged.
 */
public record Tap(
        Campaign campaign,
        Work work,
        VoterToken token,
        UUID name,
        boolean keyed,
        LocalDate askedDay,
        LocalDate day,
        Instant acceptedAt,
        long acceptedNanos,
        int judgements,
        Origin origin,
        String share) {

    public long voter() {
        return token.voter();
    }

    public RulesVersion version() {
        return campaign.rulesAt(acceptedAt);
    }

    public Rules rules() {
        return version().rules();
    }

    public int perDay() {
        return rules().perDay();
    }

    /** A first try of this tap may be a ballot of the day before: its phone did not say which day it meant. */
    public boolean mayBeYesterdays() {
        return keyed && askedDay == null;
    }

    /** The same tap, judged by what is known of the campaign now. */
    Tap judgedBy(Campaign newer, Work newerWork) {
        return new Tap(
                newer,
                newerWork,
                token,
                name,
                keyed,
                askedDay,
                day,
                acceptedAt,
                acceptedNanos,
                judgements + 1,
                origin,
                share);
    }
}

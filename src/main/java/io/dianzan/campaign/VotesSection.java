package io.dianzan.campaign;

import io.dianzan.config.Settings;

/** Reads {@code votes} of a campaign's file: what a voter has, each quota in keeping with the others. */
record VotesSection(int perDay, SameWork sameWork, Quotas quotas) {
    /** The gate counts a day's ballots in single bytes, and a quota must lie below their end. */
    private static final int MOST_A_DAY = 250;
    /** A voter's turns are read at each of his taps. */
    private static final int MOST = 1_000;

    static VotesSection of(Settings votes) {
        var perDay = votes.number("perDay", 1, 1, MOST_A_DAY);
        var sameWork = votes.read("sameWork", SameWork.ONCE_A_DAY, "one of once-a-day, allowed, once", SameWork::of);
        var quotas = new Quotas(
                votes.number("perWork", 0, 1, MOST),
                votes.number("perCategory", 0, 1, MOST),
                votes.number("perCampaign", 0, 1, MOST));
        if (sameWork == SameWork.ONCE && quotas.perWork() > 1) {
            votes.problem("perWork", "must be 1 or absent beside sameWork: once");
        }
        atLeast(votes, "perCategory", quotas.perCategory(), "perWork", quotas.perWork());
        atLeast(votes, "perCampaign", quotas.perCampaign(), "perCategory", quotas.perCategory());
        atLeast(votes, "perCampaign", quotas.perCampaign(), "perWork", quotas.perWork());
        atLeast(votes, "perCampaign", quotas.perCampaign(), "perDay", perDay);
        return new VotesSection(perDay, sameWork, quotas);
    }

    /** A narrower quota that a wider one never lets anybody reach is a slip of the pen. */
    private static void atLeast(Settings votes, String wider, int wide, String narrower, int narrow) {
        if (wide > 0 && wide < narrow) {
            votes.problem(wider, "must be at least " + narrower + ", which is " + narrow);
        }
    }
}

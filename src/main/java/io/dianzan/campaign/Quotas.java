package io.dianzan.campaign;

/** How many ballots one voter may have in the whole campaign: for one work, in one category, of all; 0 is any number. */
public record Quotas(int perWork, int perCategory, int perCampaign) {

    /** Whether a voter's past days count. */
    public boolean any() {
        return perWork > 0 || perCategory > 0 || perCampaign > 0;
    }

    /** Whether a voter with so many ballots in the whole campaign has none left, on whatever day. */
    public boolean isSpent(int ballots) {
        return perCampaign > 0 && ballots >= perCampaign;
    }

    /** What is left of a day's votes to a voter with so many ballots in the whole campaign. */
    public int leftOf(int ofDay, int ballots) {
        return perCampaign == 0 ? ofDay : Math.max(0, Math.min(ofDay, perCampaign - ballots));
    }
}

package io.dianzan.page;

/** The page of a campaign. {@code asOf} of the counts in epoch milliseconds; null while they are hidden. */
public record CampaignView(Frame frame, CampaignHead head, ListView list, Long asOf) {}

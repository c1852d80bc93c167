package io.dianzan.page;

import java.util.List;

/** All campaigns, by what is going on. */
public record HomeView(Frame frame, List<CampaignHead> campaigns) {}

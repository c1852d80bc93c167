package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.tally.Tally;

/** What one process knows of the campaigns: the time, their rules, their works and their counts. */
record Contest(CampaignClock clock, Campaigns campaigns, Catalogue catalogue, Tally tally) {}

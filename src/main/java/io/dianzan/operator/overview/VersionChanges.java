package io.dianzan.operator.overview;

import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.config.Problems;
import io.dianzan.page.RulesChange;
import io.dianzan.page.Words;
import java.util.List;

/** What versions of a campaign's rules have changed, each against the one before it, in plain words. */
record VersionChanges(List<VersionFact> newestFirst, Words words) {
    /** Older ones are told by the audit; each takes the reading of two files. */
    private static final int MOST = 10;

    /** Of the version at a place of the list; nothing for the first one, and for old ones. */
    List<String> at(int place) {
        return place >= MOST || place + 1 >= newestFirst.size()
                ? List.of()
                : new RulesChange(words).ofRules(fileAt(place + 1), fileAt(place));
    }

    private Proposal fileAt(int place) {
        var text = newestFirst.get(place).text();
        var name = "version " + newestFirst.get(place).version();
        return new Proposal(name, text, CampaignFile.parse(name, text, new Problems()));
    }
}

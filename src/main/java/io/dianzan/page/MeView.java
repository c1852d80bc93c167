package io.dianzan.page;

import io.dianzan.ballot.VoterFile;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Work;
import java.time.Instant;

/** All that is held on its reader. */
public record MeView(Frame frame, VoterFile file, Times times, Campaigns campaigns, Catalogue catalogue) {

    public String time(Long seconds) {
        return times.date(Instant.ofEpochSecond(seconds));
    }

    public String zone() {
        return times.zone();
    }

    public String page(String slug, String number) {
        return Work.pageOf(slug, number);
    }

    public String title(String slug, String number) {
        var title = catalogue
                .require(campaigns.require(slug).id())
                .find(number)
                .map(Work::title)
                .orElse("");
        return number + " " + title;
    }
}

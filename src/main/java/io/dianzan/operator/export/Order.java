package io.dianzan.operator.export;

import io.dianzan.campaign.Campaign;
import java.time.ZoneId;

/** An export that an operator asks for. */
public record Order(Campaign campaign, What what, Format format, String operator) {
    /** A campaign's zone is fixed at its first ballot. */
    ZoneId zone() {
        return campaign.versions().get(campaign.versions().size() - 1).rules().zone();
    }

    /** What a download of it is called. */
    public String fileName() {
        return campaign.slug() + "-" + what.word() + "." + format.word();
    }
}

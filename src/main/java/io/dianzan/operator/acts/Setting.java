package io.dianzan.operator.acts;

import io.dianzan.campaign.Acts;
import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.LifeCycle;
import io.dianzan.catalogue.Works;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A campaign and its works at one instant. */
record Setting(Campaign campaign, Works works, Instant now) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    LifeCycle life() {
        return campaign.lifeCycleAt(inForce());
    }

    /** When an act that is written now takes effect. */
    Instant inForce() {
        return now.plusSeconds(Acts.EFFECTIVE_AFTER_SECONDS);
    }

    ZoneId zone() {
        return campaign.rulesAt(now).rules().zone();
    }

    int fourEyes() {
        return campaign.rulesAt(now).rules().fourEyes();
    }

    /** A time as the campaign's people say it, with its zone. */
    String time(Instant instant) {
        return TIME.format(instant.atZone(zone())) + " " + zone();
    }
}

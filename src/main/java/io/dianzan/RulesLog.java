package io.dianzan;

import io.dianzan.campaign.Reception.Taken;
import io.dianzan.http.Language;
import io.dianzan.page.RulesChange;
import io.dianzan.page.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what a campaign's file has changed, in the words of {@code check --explain}. */
final class RulesLog {
    private static final Logger LOG = LoggerFactory.getLogger(RulesLog.class);

    private final RulesChange change = new RulesChange(Texts.read().in(Language.EN));

    void taken(Taken taken) {
        var file = taken.after();
        if (taken.before() == null) {
            LOG.info(
                    "{}: the rules of {}, a new campaign",
                    file.file(),
                    file.rules().slug());
            return;
        }
        LOG.info(
                "{}: version {} of the rules of {}, in force from {}. {}",
                file.file(),
                taken.version(),
                file.rules().slug(),
                taken.effectiveAt(),
                String.join(" ", change.between(taken.before(), file)));
    }
}

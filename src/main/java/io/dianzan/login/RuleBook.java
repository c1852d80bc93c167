package io.dianzan.login;

import io.vertx.core.Future;
import java.util.List;

/** What a merge of two voters must know of the campaigns: their rules, in numbers. */
public interface RuleBook {
    /** Every version of every campaign's rules that this process knows. */
    List<VoteRules> votes();

    /** Reads anew what has changed. */
    Future<Void> refresh();

    /** {@code sameWork}: 0 any number, 1 once a day, 2 once. The wider quotas: 0 any number. */
    record VoteRules(
            int campaign, int version, int perDay, int sameWork, int perWork, int perCategory, int perCampaign) {}
}

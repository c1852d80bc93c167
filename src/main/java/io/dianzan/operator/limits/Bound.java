package io.dianzan.operator.limits;

import io.dianzan.campaign.Rules;
import io.dianzan.campaign.SameWork;
import io.dianzan.campaign.TapLimit;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** A quota or limit that rules may set, in the order of the page; {@code outcome}: how figures name what it refused. */
public enum Bound {
    PER_DAY(rules -> number(rules.perDay()), "quota-spent"),
    SAME_WORK(rules -> new Setting(rules.sameWork().word(), 0, null), "work-spent"),
    PER_WORK(rules -> number(rules.quotas().perWork()), "work-spent"),
    PER_CATEGORY(rules -> number(rules.quotas().perCategory()), "quota-spent/category"),
    PER_CAMPAIGN(rules -> number(rules.quotas().perCampaign()), "quota-spent/campaign"),
    ACCOUNT(rules -> rate(rules.limits().account()), "too-fast/account"),
    ADDRESS(rules -> rate(rules.limits().address()), "too-fast/address"),
    PREFIX(rules -> rate(rules.limits().prefix()), "too-fast/prefix"),
    LOGIN(rules -> rate(rules.limits().login()), "too-fast/login");

    private final Function<Rules, Setting> setting;
    private final String outcome;

    Bound(Function<Rules, Setting> setting, String outcome) {
        this.setting = setting;
        this.outcome = outcome;
    }

    /** A word, or a number (0: none), and for what span; equal where they bind alike. */
    public record Setting(String word, int number, Duration per) {
        public boolean isNone() {
            return word == null && number == 0;
        }
    }

    /** Such as {@code per-day}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Setting of(Rules rules) {
        return setting.apply(rules);
    }

    /** The figures' name of what it refuses under these rules; null where it refuses nothing. */
    String outcome(Rules rules) {
        if (this == SAME_WORK) {
            return rules.sameWork() == SameWork.ONCE ? outcome : null;
        }
        return of(rules).isNone() ? null : outcome;
    }

    String everyOutcome() {
        return outcome;
    }

    private static Setting number(int quota) {
        return new Setting(null, quota, null);
    }

    private static Setting rate(TapLimit limit) {
        return new Setting(null, limit.taps(), limit.per());
    }
}

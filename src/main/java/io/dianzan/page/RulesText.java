package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Quotas;
import io.dianzan.campaign.Results;
import io.dianzan.campaign.Rules;
import io.dianzan.http.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A campaign's rules in plain words, made from its config: what the page of the rules says, {@code check} prints. */
public final class RulesText {
    private static final int CHECKS = 5;

    private final Words words;

    public RulesText(Words words) {
        this.words = words;
    }

    /** One sentence for each rule of a file. */
    public List<String> of(Rules rules) {
        return of(rules, rules.closes());
    }

    /** The same of a campaign as it is at an instant: an act of an operator may have moved its end. */
    List<String> of(Campaign campaign, Instant now) {
        return of(campaign.rulesAt(now).rules(), campaign.lifeCycleAt(now).closes());
    }

    private List<String> of(Rules rules, Instant closes) {
        var times = new Times(words, rules.zone());
        var lines = new ArrayList<String>();
        lines.add(window(rules.opens(), closes, times));
        lines.add(words.count("rules.perDay", rules.perDay()));
        lines.add(words.say("rules.dayStarts", Map.of("time", rules.dayStarts().toString(), "zone", times.zone())));
        lines.add(words.say("rules." + rules.sameWork().word()));
        lines.addAll(quotas(rules.quotas()));
        lines.add(words.say("rules.channels", "channels", channels(rules)));
        if (rules.needsUnion()) {
            lines.add(words.say("rules.union"));
        }
        lines.add(words.say(
                "rules.limits",
                Map.of(
                        "per", times.span(rules.limits().account().per()),
                        "taps", rules.limits().account().taps())));
        lines.add(results(rules.results(), times));
        return lines;
    }

    /** How votes are checked, the same for all campaigns. */
    List<String> checks() {
        return IntStream.rangeClosed(1, CHECKS)
                .mapToObj(i -> words.say("rules.check" + i))
                .toList();
    }

    private String window(Instant opens, Instant closes, Times times) {
        if (opens == null && closes == null) {
            return words.say("rules.always");
        }
        var key = closes == null ? "rules.from" : opens == null ? "rules.until" : "rules.window";
        return words.say(
                key,
                Map.of(
                        "opens", opens == null ? "" : times.date(opens),
                        "closes", closes == null ? "" : times.date(closes),
                        "zone", times.zone()));
    }

    private List<String> quotas(Quotas quotas) {
        var lines = new ArrayList<String>();
        if (quotas.perWork() > 0) {
            lines.add(words.count("rules.perWork", quotas.perWork()));
        }
        if (quotas.perCategory() > 0) {
            lines.add(words.count("rules.perCategory", quotas.perCategory()));
        }
        if (quotas.perCampaign() > 0) {
            lines.add(words.count("rules.perCampaign", quotas.perCampaign()));
        }
        return lines;
    }

    private String channels(Rules rules) {
        return rules.channels().stream()
                .map(channel ->
                        words.knows("rules.channel." + channel) ? words.say("rules.channel." + channel) : channel)
                .collect(Collectors.joining(words.language() == Language.EN ? ", " : "、"));
    }

    private String results(Results results, Times times) {
        var facts = Map.of("by", times.span(results.by()), "to", Numbers.grouped(results.to()));
        return words.say("rules." + results.show().word(), facts);
    }
}

package io.dianzan.page;

import io.dianzan.campaign.FrozenKeys;
import io.dianzan.campaign.KeyChange;
import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.campaign.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** What changes from one version of a campaign's file to another, in plain words: as its page would say it, and by key. */
public final class RulesChange {
    private final Words words;

    public RulesChange(Words words) {
        this.words = words;
    }

    /** Who changes it and why, where the file says so, and one sentence for each thing that changes. */
    public List<String> between(Proposal before, Proposal after) {
        var lines = new ArrayList<String>();
        var rules = after.rules();
        if (rules.changedBy() != null && rules.changeReason() != null) {
            lines.add(words.say("rulesChange.by", Map.of("by", rules.changedBy(), "reason", rules.changeReason())));
        }
        lines.addAll(ofRules(before, after));
        FrozenKeys.changed(before.rules(), rules)
                .forEach(key -> lines.add(words.say("rulesChange.frozen", "key", key)));
        return lines;
    }

    /** The sentences alone; one says so where nothing changes. */
    public List<String> ofRules(Proposal before, Proposal after) {
        var told = sentences(before.rules(), after.rules());
        KeyChange.between(before.text(), after.text())
                .forEach(change -> told.add(words.say(
                        "rulesChange.key",
                        Map.of(
                                "key", change.key(),
                                "before", value(change.before()),
                                "after", value(change.after())))));
        if (told.isEmpty()) {
            told.add(words.say("rulesChange.nothing"));
        }
        return told;
    }

    private String value(String written) {
        return written == null ? words.say("rulesChange.absent") : written;
    }

    /** The sentences of the rules stand in one order, so those between two that stayed belong together. */
    private List<String> sentences(Rules before, Rules after) {
        var text = new RulesText(words);
        var old = text.of(before);
        var now = text.of(after);
        var same = new HashSet<>(old);
        same.retainAll(now);
        var told = new ArrayList<String>();
        int next = 0;
        for (var sentence : old) {
            if (!same.contains(sentence)) {
                told.add(words.say("rulesChange.before", "text", sentence));
                continue;
            }
            next = tellNew(now, next, same, told) + 1;
        }
        tellNew(now, next, same, told);
        return told;
    }

    /** Tells the new sentences up to the next one that stayed, and where that stands. */
    private int tellNew(List<String> now, int from, HashSet<String> same, List<String> told) {
        int at = from;
        while (at < now.size() && !same.contains(now.get(at))) {
            told.add(words.say("rulesChange.now", "text", now.get(at)));
            at++;
        }
        return at;
    }
}

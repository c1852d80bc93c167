package io.dianzan.page;

import io.dianzan.ballot.Receipt;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** What a voter is told of his vote, in one sentence; a script says the same from the same texts. */
final class VoteWords {
    private final Words words;
    private final Times times;
    private final Instant now;

    VoteWords(Words words, ZoneId zone, Instant now) {
        this.words = words;
        this.times = new Times(words, zone);
        this.now = now;
    }

    Said of(Receipt receipt, String number) {
        return new Said("ok", textOf(receipt, number));
    }

    Said of(Refused refused) {
        if (refused.reason() == Refusal.QUOTA_SPENT && !refused.facts().containsKey("resets")) {
            return new Said("no", words.say("mine.left.none"));
        }
        var facts = new HashMap<String, Object>(refused.facts());
        facts.computeIfPresent("resets", (name, time) -> near((Long) time));
        facts.computeIfPresent("opens", (name, time) -> near((Long) time));
        return new Said("no", words.say("refusal." + refused.reason().code(), facts));
    }

    private String textOf(Receipt receipt, String number) {
        if (receipt.repeat() != null) {
            return words.say("thumb.repeat", "number", number);
        }
        if (receipt.left() == 0 && receipt.resets() == null) {
            return words.say("thumb.last", "number", number);
        }
        var form = receipt.left() == 0 ? "none" : receipt.left() == 1 ? "one" : "many";
        return words.say(
                "thumb.done." + form,
                Map.of(
                        "number",
                        number,
                        "n",
                        receipt.left(),
                        "next",
                        receipt.resets() == null ? "" : near(receipt.resets())));
    }

    private String near(long seconds) {
        return times.near(Instant.ofEpochSecond(seconds), now);
    }
}

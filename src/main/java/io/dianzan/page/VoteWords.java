package io.dianzan.page;

import io.dianzan.ballot.Receipt;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a voter is told of his vote, in one sentence; a script says the same from the same texts. */
final class VoteWords {
    private static final Set<Refusal> TO_BE_SENT_AGAIN =
            EnumSet.of(Refusal.BUSY, Refusal.CLOCK_WRONG, Refusal.OUTCOME_UNKNOWN, Refusal.TOO_FAST);

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

    /** {@code key}: that of the tap; one that may be sent again goes on under its name, so that it cannot become two. */
    Said of(Refused refused, String key) {
        if (TO_BE_SENT_AGAIN.contains(refused.reason())) {
            var text = words.refusal("form", refused.reason().code(), refused.facts());
            return new Said("wait", text, key == null ? "" : key);
        }
        if (refused.reason() == Refusal.QUOTA_SPENT) {
            return new Said("no", spent(refused));
        }
        var facts = new HashMap<String, Object>(refused.facts());
        facts.computeIfPresent("resets", (name, time) -> near((Long) time));
        facts.computeIfPresent("opens", (name, time) -> near((Long) time));
        if (refused.reason() == Refusal.PAUSED && facts.get("text") == null) {
            return new Said("no", words.say("state.pausedNow"));
        }
        return new Said("no", words.refusal("form", refused.reason().code(), facts));
    }

    /** No day gives back what a wider quota had. */
    private String spent(Refused refused) {
        return switch ((String) refused.facts().get("scope")) {
            case "category" -> words.say("mine.category");
            case "campaign" -> words.say("mine.spent");
            default ->
                refused.facts().get("resets") instanceof Long resets
                        ? words.refusal("form", refused.reason().code(), Map.of("resets", near(resets)))
                        : words.say("mine.left.none");
        };
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

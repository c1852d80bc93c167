package io.dianzan.operator.limits;

import io.dianzan.operator.limits.Bound.Setting;
import io.dianzan.page.Numbers;
import io.dianzan.page.Times;
import io.dianzan.page.Words;
import java.time.ZoneId;
import java.util.Map;

/** How the page of limits says them, in one language. */
public record Said(Words words, ZoneId zone) {

    public String name(Bound bound) {
        return words.say("limits." + bound.key());
    }

    public String setting(Setting setting) {
        if (setting.word() != null) {
            return words.say("limits." + setting.word());
        }
        if (setting.isNone()) {
            return words.say("limits.none");
        }
        return setting.per() == null
                ? Numbers.grouped(setting.number())
                : words.say(
                        "limits.rate",
                        Map.of(
                                "n", Numbers.grouped(setting.number()),
                                "per", new Times(words, zone).span(setting.per())));
    }

    /** A dash where nothing can have been refused. */
    public String count(Long refused) {
        return refused == null ? "–" : Numbers.grouped(refused);
    }
}

package io.dianzan.operator.acts;

import io.dianzan.page.Words;
import java.util.LinkedHashMap;
import java.util.Map;

/** One sentence for an operator: its key in the texts, and what its braces are filled with. */
public record Sentence(String key, Map<String, Object> facts) {

    public static Sentence of(String key) {
        return new Sentence("acts." + key, Map.of());
    }

    public Sentence with(String name, Object value) {
        var more = new LinkedHashMap<>(facts);
        more.put(name, value);
        return new Sentence(key, more);
    }

    /** Counts are longs, and are written as people read them; a field is called as its form calls it. */
    public String in(Words words) {
        var told = new LinkedHashMap<>(facts);
        told.computeIfPresent(
                "field", (name, field) -> words.knows("actForm." + field) ? words.say("actForm." + field) : field);
        told.replaceAll((name, value) -> value instanceof Long count ? "%,d".formatted(count) : value);
        return words.say(key, told);
    }
}

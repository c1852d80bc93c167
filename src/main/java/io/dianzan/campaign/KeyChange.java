package io.dianzan.campaign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A key that two versions of a campaign's file have otherwise, as it is written; null where a version lacks it. */
public record KeyChange(String key, String before, String after) {
    /** Who made the version and why is told beside it, and is no rule. */
    private static final String CHANGE = "change.";

    /** All of them, by their names. {@code before} may be null: there was no file. */
    public static List<KeyChange> between(String before, String after) {
        var old = before == null ? Map.<String, String>of() : keysOf(before);
        var now = keysOf(after);
        var keys = new TreeSet<>(old.keySet());
        keys.addAll(now.keySet());
        var changes = new ArrayList<KeyChange>();
        for (var key : keys) {
            if (!key.startsWith(CHANGE) && !Objects.equals(old.get(key), now.get(key))) {
                changes.add(new KeyChange(key, old.get(key), now.get(key)));
            }
        }
        return changes;
    }

    private static Map<String, String> keysOf(String text) {
        var keyToText = new LinkedHashMap<String, String>();
        collect("", new Load(LoadSettings.builder().build()).loadFromString(text), keyToText);
        return keyToText;
    }

    private static void collect(String path, Object value, Map<String, String> keyToText) {
        if (value instanceof Map<?, ?> section) {
            section.forEach((key, below) -> collect(path.isEmpty() ? "" + key : path + "." + key, below, keyToText));
        } else if (value instanceof List<?> list) {
            keyToText.put(path, list.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]")));
        } else if (value != null) {
            keyToText.put(path, value.toString());
        }
    }
}

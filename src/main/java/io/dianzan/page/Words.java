package io.dianzan.page;

import io.dianzan.http.Language;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The words of one language; immutable. */
public final class Words {
    private final Language language;
    private final SortedMap<String, String> keyToText;

    Words(Language language, SortedMap<String, String> keyToText) {
        this.language = language;
        this.keyToText = Collections.unmodifiableSortedMap(keyToText);
    }

    public Language language() {
        return language;
    }

    /** The text of a key; a key that is not there is a fault of ours and fails. */
    public String say(String key) {
        var text = keyToText.get(key);
        if (text == null) {
            throw new IllegalStateException("texts.yaml has no " + key);
        }
        return text;
    }

    /** The same with one of its braces filled in. */
    public String say(String key, String name, Object value) {
        return say(key, Map.of(name, value));
    }

    /** The same with its braces filled in; what is put in is not looked at for braces again. */
    public String say(String key, Map<String, ?> nameToValue) {
        var text = say(key);
        var said = new StringBuilder(text.length() + 16);
        int from = 0;
        while (from < text.length()) {
            int open = text.indexOf('{', from);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            var value = nameToValue.get(text.substring(open + 1, close));
            said.append(text, from, open).append(value == null ? "" : value);
            from = close + 1;
        }
        return said.append(text, from, text.length()).toString();
    }

    /** The form of a key that a number asks for: {@code .none} (where there is one), {@code .one} or {@code .many}. */
    public String count(String key, long number) {
        var none = key + ".none";
        var form = number == 0 && keyToText.containsKey(none) ? none : key + (number == 1 ? ".one" : ".many");
        return say(form, "n", Numbers.grouped(number));
    }

    /** Why something was refused, as a section of the texts says it, or else as it is said to phones. */
    public String refusal(String section, String code, Map<String, ?> facts) {
        var own = section + "." + code;
        return say(knows(own) ? own : "refusal." + code, facts);
    }

    /** How people call a work; what is no plain number is a name already. */
    public String number(String number) {
        return number.chars().allMatch(Character::isDigit) ? say("work.number", "number", number) : number;
    }

    public boolean knows(String key) {
        return keyToText.containsKey(key);
    }

    SortedMap<String, String> all() {
        return keyToText;
    }

    /** All texts whose keys begin with one of these words and a dot, for a script. */
    public Map<String, String> under(List<String> sections) {
        var found = new TreeMap<String, String>();
        sections.forEach(section -> found.putAll(keyToText.subMap(section + ".", section + "/")));
        return found;
    }
}

package io.dianzan.operator.acts;

import io.dianzan.http.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The words of acts in one language, from {@code operator/texts/acts.yaml}; for the command line, which has no page. */
public final class ActTexts {
    private static final String FILE = "/operator/texts/acts.yaml";
    private static final Pattern BRACE = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<String, String> keyToText = new TreeMap<>();

    private ActTexts(Map<?, ?> table, Language language) {
        collect("", table, language);
    }

    public static ActTexts in(Language language) {
        try (var file = ActTexts.class.getResourceAsStream(FILE)) {
            var table = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
            return new ActTexts(table, language);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sentence whose key or fact is not there is a fault of ours and fails. */
    public String say(Sentence sentence) {
        var text = keyToText.get(sentence.key());
        if (text == null) {
            throw new IllegalStateException(FILE + " has no " + sentence.key());
        }
        return BRACE.matcher(text).replaceAll(brace -> {
            var value = sentence.facts().get(brace.group(1));
            if (value == null) {
                throw new IllegalStateException(sentence.key() + " lacks " + brace.group(1));
            }
            return Matcher.quoteReplacement(value instanceof Long count ? "%,d".formatted(count) : value.toString());
        });
    }

    private void collect(String path, Map<?, ?> table, Language language) {
        table.forEach((key, below) -> {
            var texts = (Map<?, ?>) below;
            if (texts.containsKey(language.word())) {
                keyToText.put(path + key, (String) texts.get(language.word()));
            } else {
                collect(path + key + ".", texts, language);
            }
        });
    }
}

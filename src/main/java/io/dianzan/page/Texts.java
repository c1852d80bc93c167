package io.dianzan.page;

import io.dianzan.http.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every word that a voter meets, from the one table {@code texts.yaml}; immutable. */
public final class Texts {
    private static final String FILE = "/texts.yaml";

    private final Map<Language, Words> languageToWords = new EnumMap<>(Language.class);

    private Texts(Map<?, ?> table) {
        for (var language : Language.values()) {
            var keyToText = new TreeMap<String, String>();
            collect("", table, language, keyToText);
            languageToWords.put(language, new Words(language, keyToText));
        }
    }

    private Texts(Texts below, List<Texts> more) {
        for (var language : Language.values()) {
            var keyToText = new TreeMap<>(below.in(language).all());
            var above = new TreeMap<String, String>();
            for (var texts : more) {
                texts.in(language).all().forEach((key, text) -> {
                    if (above.put(key, text) != null) {
                        throw new IllegalStateException("two files say " + key);
                    }
                });
            }
            keyToText.putAll(above);
            languageToWords.put(language, new Words(language, keyToText));
        }
    }

    /** Reads the table; one that lacks a language is a fault of ours and fails. */
    public static Texts read() {
        return read(FILE);
    }

    private static Texts read(String name) {
        try (var file = Texts.class.getResourceAsStream(name)) {
            return new Texts((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These and those of more files, of which each has keys of its own; where both say something, a file stands. */
    public Texts with(List<String> files) {
        var more = new ArrayList<Texts>();
        files.forEach(file -> more.add(read(file)));
        return new Texts(this, more);
    }

    public Words in(Language language) {
        return languageToWords.get(language);
    }

    private static void collect(String path, Map<?, ?> table, Language language, Map<String, String> keyToText) {
        for (var entry : table.entrySet()) {
            var key = path + entry.getKey();
            var below = (Map<?, ?>) entry.getValue();
            if (!below.containsKey(Language.ZH.word())) {
                collect(key + ".", below, language, keyToText);
            } else if (below.get(language.word()) instanceof String text) {
                keyToText.put(key, text);
            } else {
                throw new IllegalStateException("texts: " + key + " has no text in " + language);
            }
        }
    }
}

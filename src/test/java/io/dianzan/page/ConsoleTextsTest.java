package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.http.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's words, those of all its pages together. */
class ConsoleTextsTest {
    private static final Pattern BRACE = Pattern.compile("\\{(\\w+)}");
    private static final Path FOLDER = Path.of("src/main/resources/operator/texts");

    private final Texts texts = Texts.read().with(files());

    @Test
    void bothLanguagesSayTheSameThingsAndAreToldTheSameFacts() {
        var zh = texts.in(Language.ZH).all();
        var en = texts.in(Language.EN).all();

        assertThat(en.keySet()).isEqualTo(zh.keySet());
        var own = Texts.read().in(Language.ZH).all().keySet();
        zh.forEach((key, text) -> {
            if (!own.contains(key)) {
                assertThat(braces(en.get(key))).as(key).isEqualTo(braces(text));
            }
        });
    }

    @Test
    void nobodyIsShoutedAt() {
        // that something failed is a fact of a machine's here, and said of nobody
        assertThat(texts.in(Language.ZH).all().values()).noneMatch(text -> text.contains("！"));
        assertThat(texts.in(Language.EN).all().values()).noneMatch(text -> text.contains("!"));
    }

    private static TreeSet<String> braces(String text) {
        var names = new TreeSet<String>();
        BRACE.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }

    private static List<String> files() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> "/operator/texts/" + file.getFileName())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.http.Language;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The one table of texts, against itself. */
class TextsTest {
    private static final Pattern BRACE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> SECTIONS = List.of(
            "site",
            "foot",
            "state",
            "results",
            "mine",
            "list",
            "work",
            "thumb",
            "door",
            "login",
            "share",
            "poster",
            "time",
            "rules",
            "rulesChange",
            "privacy",
            "me",
            "mini",
            "fault",
            "refusal");

    private final Map<String, String> zh = Texts.read().in(Language.ZH).under(SECTIONS);
    private final Map<String, String> en = Texts.read().in(Language.EN).under(SECTIONS);

    @Test
    void bothLanguagesSayTheSameThings() {
        assertThat(en.keySet()).isEqualTo(zh.keySet()).hasSizeGreaterThan(150);
    }

    @Test
    void bothLanguagesAreToldTheSameFacts() {
        var forms = List.of("thumb.done.", "time.", "privacy.handlerIs", "refusal.quota-spent", "mine.", "list.found");
        zh.forEach((key, text) -> {
            if (forms.stream().noneMatch(key::startsWith)) {
                assertThat(braces(en.get(key))).as(key).isEqualTo(braces(text));
            }
        });
    }

    @Test
    void nobodyIsShoutedAtOrBlamed() {
        assertThat(zh.values()).noneMatch(text -> text.contains("！") || text.contains("失败") || text.contains("成功"));
        assertThat(en.values()).noneMatch(text -> text.contains("!"));
    }

    @Test
    void whatIsFilledInIsNotLookedAtAgain() {
        var words = Texts.read().in(Language.EN);
        assertThat(words.say("thumb.voteFor", "title", "{title} {number}")).isEqualTo("Vote for “{title} {number}”");
    }

    private static TreeSet<String> braces(String text) {
        var names = new TreeSet<String>();
        BRACE.matcher(text).results().forEach(found -> names.add(found.group(1)));
        return names;
    }
}

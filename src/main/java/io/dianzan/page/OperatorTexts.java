package io.dianzan.page;

import io.dianzan.config.ServerConfig.Site;
import io.dianzan.http.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The organiser's own texts as HTML, read once: rules and privacy, Markdown in UTF-8. Beside {@code rules.md} there may be
 * {@code rules.en.md} for those who read English. Empty where the config names none.
 */
public record OperatorTexts(Map<Language, String> rules, Map<Language, String> privacy) {

    /** Fails where a file cannot be read: a server must not say less than the law wants it to. */
    public static OperatorTexts read(Site site) throws IOException {
        return new OperatorTexts(inAllLanguages(site.rules()), inAllLanguages(site.privacy()));
    }

    private static Map<Language, String> inAllLanguages(Path file) throws IOException {
        return Map.of(Language.ZH, html(file), Language.EN, html(english(file)));
    }

    /** The text for those who read English: of its own, or else the same; null stays null. */
    public static Path english(Path file) {
        if (file == null) {
            return null;
        }
        var other = file.resolveSibling(file.getFileName().toString().replaceFirst("(\\.[^.]*)?$", ".en$1"));
        return Files.isReadable(other) ? other : file;
    }

    private static String html(Path file) throws IOException {
        return file == null ? "" : Markdown.of(Files.readString(file, StandardCharsets.UTF_8));
    }
}

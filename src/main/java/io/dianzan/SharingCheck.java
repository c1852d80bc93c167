package io.dianzan;

import io.dianzan.campaign.Rules;
import io.dianzan.config.ServerConfig.Site;
import io.dianzan.page.OperatorTexts;
import io.dianzan.share.InducingWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whether what people will read has words for which WeChat might block the site. */
final class SharingCheck {
    private SharingCheck() {}

    static List<String> warnings(Rules rules) {
        return Stream.concat(in("title.zh", rules.titleZh()), in("title.en", rules.titleEn()))
                .toList();
    }

    /** Of the texts that the site shows; a file that cannot be read is no matter of this check. */
    static List<String> warnings(Site site) {
        return Stream.of(site.rules(), site.privacy())
                .filter(Objects::nonNull)
                .flatMap(file -> Stream.of(file, OperatorTexts.english(file)).distinct())
                .flatMap(file -> in(file.toString(), textOf(file)))
                .toList();
    }

    private static Stream<String> in(String place, String text) {
        return InducingWords.in(text).stream()
                .map(word -> place + ": \"" + word + "\": WeChat punishes pages that induce people to share or follow");
    }

    private static String textOf(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}

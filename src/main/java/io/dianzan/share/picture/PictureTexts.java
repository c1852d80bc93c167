package io.dianzan.share.picture;

import io.dianzan.http.Language;
import io.dianzan.page.Texts;
import io.dianzan.page.Words;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What pictures say, in the language of who looks at them; from the table of all texts. */
public enum PictureTexts {
    ZH(Language.ZH, DateTimeFormatter.ofPattern("y年M月d日", Locale.ROOT)),
    EN(Language.EN, DateTimeFormatter.ofPattern("d MMMM y", Locale.ENGLISH));

    private static final Texts TEXTS = Texts.read();

    private final Language language;
    private final DateTimeFormatter date;

    PictureTexts(Language language, DateTimeFormatter date) {
        this.language = language;
        this.date = date;
    }

    public static PictureTexts in(Language language) {
        return language == Language.EN ? EN : ZH;
    }

    public Language language() {
        return language;
    }

    /** How people call a work by its number. */
    String number(String number) {
        return words().number(number);
    }

    String votes(long votes) {
        return words().count("poster.votes", votes);
    }

    String asOf(LocalDate day) {
        return words().say("poster.asOf", "time", date.format(day));
    }

    /** What to do with the code on a poster. */
    String scan(boolean miniProgram) {
        return words().say(miniProgram ? "poster.scanMini" : "poster.scan");
    }

    private Words words() {
        return TEXTS.in(language);
    }
}

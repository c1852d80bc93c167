package io.dianzan.share.picture;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What pictures say, in the language of who looks at them. */
public enum PictureTexts {
    ZH,
    EN;

    private static final DateTimeFormatter DATE_ZH = DateTimeFormatter.ofPattern("y年M月d日", Locale.ROOT);
    private static final DateTimeFormatter DATE_EN = DateTimeFormatter.ofPattern("d MMMM y", Locale.ENGLISH);

    /** How people call a work by its number. */
    String number(String number) {
        if (this == EN) {
            return "No. " + number;
        }
        // what is no plain number is a name already
        return number.chars().allMatch(Character::isDigit) ? number + "号" : number;
    }

    String votes(long votes) {
        if (this == ZH) {
            return "票";
        }
        return votes == 1 ? "vote" : "votes";
    }

    String asOf(LocalDate date) {
        return this == ZH ? "截至" + DATE_ZH.format(date) : "as of " + DATE_EN.format(date);
    }

    /** What to do with the code on a poster. */
    String scan(boolean miniProgram) {
        if (this == EN) {
            return "Scan to see this work and vote";
        }
        return miniProgram ? "长按识别小程序码，为它点赞" : "长按识别二维码，为它点赞";
    }
}

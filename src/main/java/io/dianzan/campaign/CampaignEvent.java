package io.dianzan.campaign;

import java.time.Instant;
import java.util.Locale;

/** An act of an operator that changes what a campaign does; {@code closes} stands with EXTEND, {@code text} with PAUSE. */
public record CampaignEvent(Kind kind, Instant effectiveAt, Instant closes, String text) {

    public enum Kind {
        PAUSE,
        RESUME,
        CLOSE,
        EXTEND,
        WITHDRAW,
        PUT_BACK,
        /** The result stands. */
        FINAL;

        /** The word in the database and on the command line. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}

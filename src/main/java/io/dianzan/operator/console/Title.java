package io.dianzan.operator.console;

import java.time.Instant;

/**
 * What a page says of itself. {@code area}: its word on the rail, {@code slug}: its campaign's, {@code asOf}: when what
 * it shows was true; all three may be null.
 */
public record Title(String text, String area, String slug, Instant asOf) {

    /** Of a page that is about no campaign. */
    public static Title of(String text) {
        return new Title(text, null, null, null);
    }

    /** Of a page of one of a campaign's areas. */
    public static Title of(String text, String area, String slug) {
        return new Title(text, area, slug, null);
    }

    public Title asOf(Instant time) {
        return new Title(text, area, slug, time);
    }
}

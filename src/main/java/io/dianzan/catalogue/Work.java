package io.dianzan.catalogue;

import java.time.Instant;

/** One work of a campaign; its number is text as imported, and what the importer may leave out may be null. */
public record Work(
        int id,
        String number,
        String title,
        String author,
        String category,
        String summary,
        String link,
        String cover,
        String media,
        Instant withdrawnAt) {

    /** Whether the work takes no vote at {@code at}, the time of the campaign. */
    public boolean isWithdrawnAt(Instant at) {
        return withdrawnAt != null && !at.isBefore(withdrawnAt);
    }

    /** Whether the work is shown; a withdrawal that takes effect within seconds hides it as soon as it is known. */
    public boolean isListed() {
        return withdrawnAt == null;
    }
}

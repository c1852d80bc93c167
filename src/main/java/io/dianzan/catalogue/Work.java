package io.dianzan.catalogue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * One work of a campaign; its number is text as imported, and what the importer may leave out may be null. {@code cover} is
 * the address in the organiser's file, {@code picture} the hash of the picture that we have of it.
 */
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
        Instant withdrawnAt,
        String picture) {

    /** Its page: the number as a part of an address. */
    public String pageIn(String slug) {
        return pageOf(slug, number);
    }

    /** The page of the work that an address names. */
    public static String pageOf(String slug, String number) {
        return "/c/" + slug + "/works/" + escaped(number);
    }

    /** A number as a part of an address. */
    public static String escaped(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether the work takes no vote at {@code at}, the time of the campaign. */
    public boolean isWithdrawnAt(Instant at) {
        return withdrawnAt != null && !at.isBefore(withdrawnAt);
    }

    /** Where phones find the cover for a list: ours, else where the organiser's file says; may be null. */
    public String smallCover() {
        return picture == null ? cover : "/covers/" + picture + "/small.jpg";
    }

    /** The same for the work's own view. */
    public String largeCover() {
        return picture == null ? cover : "/covers/" + picture + "/large.jpg";
    }

    /** Whether the work is shown; a withdrawal that takes effect within seconds hides it as soon as it is known. */
    public boolean isListed() {
        return withdrawnAt == null;
    }
}

package io.dianzan.page;

import io.dianzan.catalogue.Standing;
import io.dianzan.catalogue.Work;

/**
 * A work as pages show it; {@code votes} and {@code rank} are null while results are hidden ({@code rank} also without a vote), {@code cover} and
 * {@code large} where there is no picture. {@code key} names the tap of a form that is sent without a script: nobody but
 * the voter who sends it can collide with it.
 */
public record WorkCard(
        String slug,
        String number,
        String title,
        String author,
        String category,
        String votes,
        Integer rank,
        String cover,
        String large,
        String summary,
        String link,
        String media,
        String key) {
    private static final int TINTS = 6;

    /** The same work, whose form goes on with a tap of this name. */
    WorkCard again(String tap) {
        return new WorkCard(
                slug, number, title, author, category, votes, rank, cover, large, summary, link, media, tap);
    }

    /** {@code render}: a word of its own for each rendering of a page, so that a later tap is another one. */
    static WorkCard of(String slug, Standing standing, Work work, String render) {
        var votes = standing.votesOf(work);
        return new WorkCard(
                slug,
                work.number(),
                work.title(),
                work.author(),
                work.category(),
                votes == null ? null : Numbers.grouped(votes),
                votes == null || votes == 0 ? null : standing.rankOf(work),
                work.picture() == null ? null : work.smallCover(),
                work.picture() == null ? null : work.largeCover(),
                work.summary(),
                work.link(),
                work.media(),
                "form-" + work.id() + "-" + render);
    }

    public String href() {
        return Work.pageOf(slug, number);
    }

    /** One of some tints of paper for a work without a picture; always the same one. */
    public int tint() {
        return Math.floorMod(number.hashCode() * 31, TINTS);
    }
}

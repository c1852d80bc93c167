package io.dianzan.page;

import java.util.List;

/**
 * What stands around every page. {@code assets}: where its files are; {@code here}: the page's own path, to come back to,
 * escaped for a query;
 * {@code sdk}: the script that pages in WeChat's browser load, null elsewhere.
 */
public record Frame(Words words, Meta meta, Foot foot, String assets, String here, String sdk) {

    /** What a page says of itself in its head; {@code canonical} and {@code image} may be null, and are whole addresses. */
    public record Meta(String title, String description, String canonical, String image) {
        static Meta of(String title) {
            return new Meta(title, title, null, null);
        }
    }

    /** The modules that every page needs, so that a browser fetches them all at once. */
    public List<String> modules() {
        return Assets.MODULES;
    }
}

package io.dianzan.page;

import java.util.List;

/**
 * What stands around every page. {@code assets}: where its files are; {@code here}: the page's own path, to come back to,
 * escaped for a query;
 * {@code sdk}: the script that pages in WeChat's browser load, null elsewhere.
 */
public record Frame(Words words, Meta meta, Foot foot, String assets, String here, String sdk) {

    /**
     * What a page says of itself in its head. {@code canonical} is where search finds it, {@code address} what is passed
     * on, which for a share link is that link; these and {@code image} are whole addresses and may be null.
     */
    public record Meta(String title, String description, String canonical, String address, String image) {
        static Meta of(String title) {
            return new Meta(title, title, null, null, null);
        }
    }

    /** The modules that every page needs, so that a browser fetches them all at once. */
    public List<String> modules() {
        return Assets.MODULES;
    }
}

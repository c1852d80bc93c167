package io.dianzan.page;

import java.util.List;

/**
 * The ways to log in from this browser. {@code version} of the privacy text to agree to, 0 where there is none;
 * {@code agreed}: the one that was agreed to in this browser before, or 0. {@code launch}: the mini-program to open, and
 * {@code code}: the picture to scan, {@code copy}: the address to take to WeChat by hand; all may be null.
 */
public record LoginView(
        Frame frame,
        String to,
        int version,
        int agreed,
        Said said,
        List<Way> ways,
        List<Link> links,
        Launch launch,
        String code,
        String copy) {
    /** A provider to go to. */
    public record Way(String name, String text) {}

    public record Link(String href, String text) {}

    /**
     * {@code app}: the mini-program's appid, and {@code originalId} its older name, which may be null; {@code path}: the
     * page in it; {@code href}: a way there where its button does not come, or null.
     */
    public record Launch(String app, String originalId, String path, String href) {
        /** Of the button that WeChat draws; the page's policy knows it. */
        public String style() {
            return ContentPolicy.LAUNCH_STYLE;
        }

        Launch at(String query, String otherWay) {
            return new Launch(app, originalId, query.isEmpty() ? path : path + "?" + query, otherWay);
        }
    }

    public boolean nothing() {
        return ways.isEmpty() && links.isEmpty() && launch == null && code == null && copy == null;
    }
}

package io.dianzan.page;

import io.dianzan.catalogue.Work;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where somebody wants to be after his login: at a work, in a campaign, or neither; what is not known is null. Pure. */
record Destination(String slug, String number) {
    private static final Pattern PLACE = Pattern.compile("/c/([a-z0-9][a-z0-9-]{0,39})(?:/works/([^/?#]+))?.*");

    /** {@code to}: a path of ours. */
    static Destination of(String to) {
        var place = PLACE.matcher(to);
        return place.matches()
                ? new Destination(place.group(1), place.group(2) == null ? null : decoded(place.group(2)))
                : new Destination(null, null);
    }

    /** The address that sends a phone's browser into WeChat, at the work; null where it is no work. */
    String inWechat(String share) {
        return number == null ? null : Work.pageOf(slug, number) + "/wechat" + (share == null ? "" : "?share=" + share);
    }

    /** The same for the mini-program, by the names that its links have. */
    String query(String share) {
        if (slug == null) {
            return "";
        }
        return "campaign=" + slug
                + (number == null ? "" : "&work=" + Work.escaped(number))
                + (share == null ? "" : "&share=" + share);
    }

    private static String decoded(String part) {
        try {
            // a plus is one in a path
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            return null;
        }
    }
}

package io.dianzan.login.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Parameters as OAuth sends them: {@code application/x-www-form-urlencoded} in UTF-8 (RFC 6749, appendix B). */
final class Form {
    private final StringJoiner pairs = new StringJoiner("&");

    Form with(String name, String value) {
        pairs.add(name + "=" + encoded(value));
        return this;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Not {@code toString}: it holds what must not be shown. */
    String text() {
        return pairs.toString();
    }
}

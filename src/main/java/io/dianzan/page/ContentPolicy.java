package io.dianzan.page;

import io.vertx.core.http.HttpServerResponse;

/**
 * What a page may do (Content Security Policy, level 3): scripts, styles and pictures come from us alone, nothing is
 * inline, nobody frames us. A page in WeChat's browser may load WeChat's script besides.
 */
final class ContentPolicy {
    private static final String STRICT =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'; script-src 'self'";
    private static final String OWN_FORMS = "; form-action 'self'";

    private ContentPolicy() {}

    /** {@code script}: the address of one more script, or null. */
    static void set(HttpServerResponse response, String script) {
        put(response, STRICT + (script == null ? "" : " " + script) + OWN_FORMS);
    }

    /** For the page whose form leads to a provider: browsers hold {@code form-action} against where a form is sent on to. */
    static void setForLogin(HttpServerResponse response, String script) {
        put(response, STRICT + (script == null ? "" : " " + script));
    }

    private static void put(HttpServerResponse response, String policy) {
        response.putHeader("Content-Security-Policy", policy).putHeader("X-Frame-Options", "DENY");
    }
}

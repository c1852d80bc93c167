package io.dianzan.page;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/**
 * What a page may do (Content Security Policy, level 3): scripts, styles and pictures come from us alone, nothing is
 * inline, nobody frames us. A page in WeChat's browser may load WeChat's script besides.
 */
final class ContentPolicy {
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence FRAMES = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence DENY = HttpHeaders.createOptimized("DENY");

    /** Of the button that opens a mini-program: WeChat puts it where our style sheet does not reach. */
    static final String LAUNCH_STYLE = "button{width:100%;min-height:48px;border:0;border-radius:12px;cursor:pointer;"
            + "background:var(--thumb,#C8321F);color:var(--on-thumb,#FFF);font:600 16px/1.6 sans-serif}";

    private static final String STRICT =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'; script-src 'self'";
    /** In frames of its own (WeChat's text on open tags names these two; not tried in WeChat itself), in a style of ours. */
    private static final String LAUNCHING = "frame-src https://*.qq.com webcompt:; "
            + STRICT.replace("style-src 'self'", "style-src 'self' 'sha256-" + hash(LAUNCH_STYLE) + "'");

    private static final String OWN_FORMS = "; form-action 'self'";
    /** Made once, for most pages. */
    private static final CharSequence USUAL = HttpHeaders.createOptimized(STRICT + OWN_FORMS);

    private ContentPolicy() {}

    static void set(HttpServerResponse response) {
        put(response, USUAL);
    }

    /** {@code script}: the address of one more script; {@code forms}: one more host that forms lead to; both may be null. */
    static void set(HttpServerResponse response, String script, String forms) {
        put(response, script == null && forms == null ? USUAL : STRICT + and(script) + OWN_FORMS + and(forms));
    }

    /**
     * For the page whose form leads to a provider: browsers hold {@code form-action} against where a form is sent on to.
     * {@code launches}: WeChat's script draws a button that opens a mini-program.
     */
    static void setForLogin(HttpServerResponse response, String script, boolean launches) {
        put(response, script != null && launches ? LAUNCHING + and(script) : STRICT + and(script));
    }

    private static String and(String source) {
        return source == null ? "" : " " + source;
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(HttpServerResponse response, CharSequence policy) {
        response.putHeader(POLICY, policy).putHeader(FRAMES, DENY);
    }
}

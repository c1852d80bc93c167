package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.world.WechatError;
import org.apache.commons.text.StringEscapeUtils;

/** The consent pages: plain HTML without a script, for thumbs, keyboards and screen readers, in light and dark. */
final class ConsentPage {
    private static final String STYLE = """
            :root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 25%, transparent) }
            * { box-sizing: border-box }
            body { margin: 0 auto; max-width: 26rem; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif }
            header { border-bottom: 1px solid var(--line); padding-bottom: .5rem; font-size: .875rem }
            h1 { font-size: 1.375rem; margin: 1.5rem 0 .5rem; overflow-wrap: anywhere }
            p { margin: .5rem 0; overflow-wrap: anywhere }
            label { display: block; margin-top: 1.5rem; font-weight: 600 }
            small { display: block; margin-top: .25rem }
            input, button { font: inherit; width: 100%; min-height: 3rem; border-radius: .5rem; padding: 0 .75rem }
            input { margin-top: .25rem; border: 1px solid var(--line) }
            button { margin-top: 1rem; border: 1px solid var(--line); cursor: pointer }
            button[value=approve] { margin-top: 1.5rem; background: #06783f; border-color: #06783f; color: #fff }
            :focus-visible { outline: 3px solid #3b82f6; outline-offset: 2px }
            """;

    private final Words words;

    ConsentPage(Words words) {
        this.words = words;
    }

    /** The form goes to the page's own address, which holds the rest. */
    String question(ConsentLink link, String user) {
        return document(
                words,
                words.title(),
                "<p><strong>" + escaped(link.app().appid()) + "</strong> " + words.wants() + " <strong>"
                        + escaped(link.host()) + "</strong></p>\n<p>" + words.profile() + "</p>\n"
                        + form(user));
    }

    private String form(String user) {
        return """
                <form method="post">
                <label for="user">%s</label>
                <input id="user" name="user" value="%s" required maxlength="64" autocomplete="off"
                  autocapitalize="none" spellcheck="false" aria-describedby="hint">
                <small id="hint">%s</small>
                <button name="decision" value="approve">%s</button>
                <button name="decision" value="refuse" formnovalidate>%s</button>
                </form>
                """.formatted(words.user(), escaped(user), words.hint(), words.approve(), words.refuse());
    }

    String refused() {
        return document(words, words.refused(), "");
    }

    /** Sends the browser to an address in a hidden frame, and a second later by itself. */
    String twice(String address) {
        var target = escaped(address);
        return document(
                words,
                words.twice(),
                "<meta http-equiv=\"refresh\" content=\"1;url=" + target + "\">\n<iframe hidden src=\"" + target
                        + "\"></iframe>\n<p><a href=\"" + target + "\">" + words.back() + "</a></p>\n");
    }

    /** In both languages, for it is the maker of the site who reads it. */
    static String error(WechatError error) {
        var number = error.errcode() == 0 ? "" : "<p>errcode " + error.errcode() + "</p>\n";
        return document(
                Words.CHINESE,
                "链接无法访问 · This link cannot be opened",
                number + "<p lang=\"en\">" + escaped(error.getMessage()) + "</p>\n");
    }

    private static String document(Words words, String title, String body) {
        return """
                <!doctype html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>%s</header>
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(words.lang(), title, STYLE, words.notWechat(), title, body);
    }

    private static String escaped(String text) {
        return StringEscapeUtils.escapeHtml4(text).replace("'", "&#39;");
    }
}

package io.dianzan.page;

import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** An operator's text as HTML: what is HTML in it is shown as text, and its links lead to the web only. */
final class Markdown {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private Markdown() {}

    static String of(String text) {
        return RENDERER.render(PARSER.parse(text));
    }
}

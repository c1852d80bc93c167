package io.dianzan.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.dianzan.http.Encoded;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** Writes pages: a view and the template that is named for it. What a view says is text, whatever letters it has. */
public final class Paper {
    private static final String TEMPLATES = "io.dianzan.page.templates";
    private static final String VIEW = "view";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Paper.class.getClassLoader(), TEMPLATES);

    public Paper() {
        engine.setTrimControlStructures(true);
    }

    /** {@code template}: a file's name without its ending. */
    public Encoded write(String template, Object view) {
        return write(template, Map.of(VIEW, view));
    }

    /** A part of a page, for a template that puts it somewhere; it takes of the values those that it names. */
    public Content part(String template, Map<String, Object> nameToValue) {
        return output -> engine.render(template + ".jte", nameToValue, output);
    }

    /** A template with parameters of more names. */
    public Encoded write(String template, Map<String, Object> nameToValue) {
        var output = new Utf8ByteOutput();
        engine.render(template + ".jte", nameToValue, output);
        return Encoded.of(Buffer.buffer(output.toByteArray()));
    }
}

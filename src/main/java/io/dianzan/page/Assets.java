package io.dianzan.page;

import io.dianzan.http.Encoded;
import io.dianzan.http.Json;
import io.dianzan.http.Language;
import io.dianzan.http.Reply;
import io.dianzan.http.VersionedFiles;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;

/**
 * The files that pages load: style, script modules, the mark, and the texts of each language as a module. They are read
 * once; the folder in their addresses is a hash over all of them, so that browsers keep them for good, and a page that
 * another version of the server made still finds its files while processes are being replaced.
 */
public final class Assets {
    static final List<String> MODULES = List.of(
            "clock.js",
            "countdown.js",
            "device.js",
            "list.js",
            "live.js",
            "said.js",
            "sharing.js",
            "site.js",
            "standing.js",
            "taps.js",
            "thumbs.js",
            "words.js",
            "voting.js");

    private static final String FOLDER = "/assets/";
    private static final List<String> OTHERS = List.of("main.js", "wechat.js", "dianzan.css", "mark.svg");
    /** What scripts say. */
    private static final List<String> SPOKEN =
            List.of("mine", "refusal", "share", "state", "thumb", "time", "work", "list", "door");

    private final VersionedFiles files;

    public Assets(Texts texts) {
        var nameToFile = new HashMap<String, Encoded>();
        MODULES.forEach(name -> nameToFile.put(name, Encoded.of(read(name))));
        OTHERS.forEach(name -> nameToFile.put(name, Encoded.of(read(name))));
        for (var language : Language.values()) {
            var spoken = Json.encode(texts.in(language).under(SPOKEN));
            nameToFile.put(
                    "texts." + language.word() + ".js",
                    Encoded.of(Buffer.buffer("export default ")
                            .appendBuffer(spoken)
                            .appendString(";\n")));
        }
        files = new VersionedFiles(FOLDER, nameToFile);
    }

    /** Where the files are: a path without a trailing slash. */
    public String folder() {
        return files.folder();
    }

    /** {@code GET /assets/:version/:file}. */
    public Future<Reply> file(RoutingContext ctx) {
        return files.file(ctx);
    }

    private static Buffer read(String name) {
        try (var file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

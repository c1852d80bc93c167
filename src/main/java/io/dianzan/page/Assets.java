package io.dianzan.page;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Json;
import io.dianzan.http.Language;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    private static final int VERSION_LETTERS = 12;
    private static final int MAX_AGE_OF_OTHERS = 60;
    private static final Map<String, String> ENDING_TO_TYPE = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Encoded> nameToFile = new TreeMap<>();
    private final String version;

    public Assets(Texts texts) {
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
        version = versionOf(nameToFile);
    }

    /** Where the files are: a path without a trailing slash. */
    public String folder() {
        return FOLDER + version;
    }

    /** {@code GET /assets/:version/:file}. */
    public Future<Reply> file(RoutingContext ctx) {
        var name = ctx.pathParam("file");
        var file = nameToFile.get(name);
        if (file == null) {
            throw Refusal.PATH_UNKNOWN.refused();
        }
        var type = ENDING_TO_TYPE.get(name.substring(name.lastIndexOf('.') + 1));
        return Future.succeededFuture(
                version.equals(ctx.pathParam("version"))
                        ? Reply.immutable(type, file)
                        : Reply.shared(type, file, MAX_AGE_OF_OTHERS));
    }

    private static Buffer read(String name) {
        try (var file = Assets.class.getResourceAsStream(FOLDER + name)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String versionOf(Map<String, Encoded> nameToFile) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            nameToFile.values().forEach(file -> digest.update(file.plain().getBytes()));
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LETTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.dianzan.http;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files that belong together, under an address that names their content: a browser keeps them for good, and after an
 * update asks for others. Immutable.
 */
public final class VersionedFiles {
    private static final int VERSION_LETTERS = 12;
    /** Of a version that is another server's during an update, in seconds. */
    private static final int MAX_AGE_OF_OTHERS = 60;

    private static final Map<String, String> ENDING_TO_TYPE = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final String folder;
    private final Map<String, Encoded> nameToFile;
    private final String version;

    /** {@code folder}: the path before the version, with slashes at both ends. */
    public VersionedFiles(String folder, Map<String, Encoded> nameToFile) {
        this.folder = folder;
        this.nameToFile = new TreeMap<>(nameToFile);
        version = versionOf(this.nameToFile);
    }

    /** Where the files are: a path without a trailing slash. */
    public String folder() {
        return folder + version;
    }

    public boolean has(String name) {
        return nameToFile.containsKey(name);
    }

    /** {@code GET …/:version/:file}. */
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

package io.dianzan.operator.console;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that pages of the console load: all of {@code operator/assets}, and Chart.js out of its own jar. The folder in
 * their addresses is a hash over all of them, so that browsers keep them for good.
 */
public final class ConsoleAssets {
    private static final String FOLDER = "/operator/assets/";
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private static final int VERSION_LETTERS = 12;
    private static final int MAX_AGE_OF_OTHERS = 60;
    private static final Map<String, String> ENDING_TO_TYPE = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Encoded> nameToFile = new TreeMap<>();
    private final String version;

    public ConsoleAssets() {
        Resources.in("/operator/assets").forEach(name -> nameToFile.put(name, file(FOLDER + name)));
        nameToFile.put("chart.umd.js", file(CHARTS));
        version = versionOf(nameToFile);
    }

    /** Where the files are: a path without a trailing slash. */
    String folder() {
        return FOLDER + version;
    }

    boolean has(String name) {
        return nameToFile.containsKey(name);
    }

    /** {@code GET /operator/assets/:version/:file}. */
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

    private static Encoded file(String name) {
        return Encoded.of(Resources.read(name));
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

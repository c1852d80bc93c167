package io.dianzan.operator.console;

import io.dianzan.http.Encoded;
import io.dianzan.http.Reply;
import io.dianzan.http.VersionedFiles;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;

/**
 * The files that pages of the console load: all of {@code operator/assets}, and Chart.js out of its own jar. The folder in
 * their addresses is a hash over all of them, so that browsers keep them for good.
 */
public final class ConsoleAssets {
    private static final String FOLDER = "/operator/assets/";
    private static final String CHARTS = "/META-INF/resources/webjars/chart.js/4.5.1/dist/chart.umd.min.js";
    private final VersionedFiles files;

    public ConsoleAssets() {
        var nameToFile = new HashMap<String, Encoded>();
        Resources.in("/operator/assets").forEach(name -> nameToFile.put(name, file(FOLDER + name)));
        nameToFile.put("chart.umd.js", file(CHARTS));
        files = new VersionedFiles(FOLDER, nameToFile);
    }

    /** Where the files are: a path without a trailing slash. */
    String folder() {
        return files.folder();
    }

    boolean has(String name) {
        return files.has(name);
    }

    /** {@code GET /operator/assets/:version/:file}. */
    public Future<Reply> file(RoutingContext ctx) {
        return files.file(ctx);
    }

    private static Encoded file(String name) {
        return Encoded.of(Resources.read(name));
    }
}

package io.dianzan.page;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The files by which others see that a site is ours (WeChat's {@code MP_verify_….txt}): those of a folder, read once, byte
 * for byte. What is asked for is looked up among their names, and never in the folder.
 */
public final class VerifyFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}\\.txt");
    private static final int MOST_BYTES = 64 * 1024;

    private final Map<String, Buffer> nameToBytes;

    private VerifyFiles(Map<String, Buffer> nameToBytes) {
        this.nameToBytes = Map.copyOf(nameToBytes);
    }

    /** A folder that is not there has no files. */
    public static VerifyFiles in(Path folder) throws IOException {
        var nameToBytes = new HashMap<String, Buffer>();
        if (Files.isDirectory(folder)) {
            try (var files = Files.list(folder)) {
                for (var file : files.filter(VerifyFiles::isOne).toList()) {
                    nameToBytes.put(file.getFileName().toString(), Buffer.buffer(Files.readAllBytes(file)));
                }
            }
        }
        return new VerifyFiles(nameToBytes);
    }

    /** {@code GET /NAME.txt}, and the same below {@code /s/}. */
    public Future<Reply> file(RoutingContext ctx) {
        var bytes = nameToBytes.get(ctx.pathParam("name") + ".txt");
        if (bytes == null) {
            throw Refusal.PATH_UNKNOWN.refused();
        }
        return Future.succeededFuture(asked -> asked.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(bytes));
    }

    private static boolean isOne(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches()
                && Files.isRegularFile(file)
                && file.toFile().length() <= MOST_BYTES;
    }
}

package io.dianzan.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The description of the public interface, as those who build phones read it: {@code openapi.yaml} of the resources. */
public final class Contract {
    private static final String FILE = "/openapi.yaml";
    /** The media type of RFC 9512. */
    private static final String YAML = "application/yaml";
    /** It changes with a release only, and whoever reads it may wait five minutes for that. */
    private static final int MAX_AGE_SECONDS = 300;

    private final Reply document = Reply.shared(YAML, Encoded.of(read()), MAX_AGE_SECONDS);

    public Future<Reply> document(RoutingContext ctx) {
        return Future.succeededFuture(document);
    }

    private static Buffer read() {
        try (var file = Contract.class.getResourceAsStream(FILE)) {
            return Buffer.buffer(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

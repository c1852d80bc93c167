package io.dianzan.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** An answer that is encoded once and sent many times: its bytes plain and compressed, and a weak ETag. */
public record Encoded(Buffer plain, Buffer gzip, String etag) {
    private static final int WORTH_COMPRESSING = 512;

    /** Encodes {@code body}; the tag is over {@code content}, the part that makes two answers different. */
    public static Encoded json(Object body, Object content) {
        var plain = Json.encode(body);
        return new Encoded(plain, compress(plain), tagOf(Json.encode(content)));
    }

    /** A text that is its own content. */
    public static Encoded of(Buffer text) {
        return new Encoded(text, compress(text), tagOf(text));
    }

    /** A picture: packed already, and its own content. */
    public static Encoded picture(byte[] bytes) {
        var picture = Buffer.buffer(bytes);
        return new Encoded(picture, null, tagOf(picture));
    }

    private static String tagOf(Buffer content) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
            return "W/\""
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Buffer compress(Buffer plain) {
        if (plain.length() < WORTH_COMPRESSING) {
            return null;
        }
        var bytes = new ByteArrayOutputStream(plain.length() / 4);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain.getBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}

package io.dianzan.catalogue.cover;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is by its first bytes, whatever its name says. */
enum PictureFormat {
    JPEG("\u00FF\u00D8\u00FF"),
    PNG("\u0089PNG\r\n\u001A\n"),
    GIF("GIF8"),
    WEBP("RIFF");

    private static final byte[] WEBP_MARK = "WEBP".getBytes(StandardCharsets.ISO_8859_1);
    /** Behind {@code RIFF} and four bytes of length. */
    private static final int WEBP_MARK_AT = 8;

    private final byte[] magic;

    PictureFormat(String magic) {
        this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Optional<PictureFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
    }

    private boolean begins(byte[] bytes) {
        return has(bytes, 0, magic) && (this != WEBP || has(bytes, WEBP_MARK_AT, WEBP_MARK));
    }

    private static boolean has(byte[] bytes, int at, byte[] part) {
        return bytes.length >= at + part.length && Arrays.equals(bytes, at, at + part.length, part, 0, part.length);
    }
}

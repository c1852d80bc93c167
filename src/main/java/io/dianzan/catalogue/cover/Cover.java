package io.dianzan.catalogue.cover;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A picture of a work in the two sizes that phones need, both JPEG. */
record Cover(byte[] small, byte[] large) {
    private static final int HASH_BYTES = 16;

    /** Names the picture by its content, as its addresses do. */
    String hash() {
        var sha = sha256();
        sha.update(small);
        return HexFormat.of().formatHex(sha.digest(large), 0, HASH_BYTES);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.dianzan.bench;

import java.nio.charset.StandardCharsets;

/** A whole answer; its bytes are good until the next request. */
record Answer(byte[] bytes, int body, int end) {
    private static final byte[] OK = "HTTP/1.1 200 ".getBytes(StandardCharsets.US_ASCII);

    boolean ok() {
        for (int i = 0; i < OK.length; i++) {
            if (bytes[i] != OK[i]) {
                return false;
            }
        }
        return true;
    }

    /** A vote that was written just now, not one found. */
    boolean recorded() {
        return ok() && text(body).startsWith("{\"ok\":true,") && !text(body).contains("\"repeat\"");
    }

    String text() {
        return text(0);
    }

    private String text(int from) {
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}

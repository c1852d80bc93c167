package io.dianzan.bench;

import java.nio.charset.StandardCharsets;

/** A whole answer; its bytes are good until the next request. */
record Answer(byte[] bytes, int body, int end) {
    private static final byte[] OK = ascii("HTTP/1.1 200 ");
    private static final byte[] VOTE = ascii("{\"ok\":true,");
    private static final byte[] REPEAT = ascii("\"repeat\"");

    boolean ok() {
        return find(OK, bytes, 0, OK.length) == 0;
    }

    /** A vote that was written just now, not one found. */
    boolean recorded() {
        return ok() && find(VOTE, bytes, body, body + VOTE.length) == body && find(REPEAT, bytes, body, end) < 0;
    }

    String text() {
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** Where {@code wanted} begins between two places; -1 where it does not stand there whole. */
    static int find(byte[] wanted, byte[] in, int from, int to) {
        for (int i = from; i <= Math.min(to, in.length) - wanted.length; i++) {
            int same = 0;
            while (same < wanted.length && in[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

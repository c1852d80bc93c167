package io.dianzan.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that is kept: a request, its whole answer, the next request. */
final class Caller {
    /** The longest answer here is a page of works. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final int LONGEST_REQUEST = 4 * 1024;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "content-length: ";

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.allocateDirect(LONGEST_REQUEST);
    private final ByteBuffer in = ByteBuffer.allocate(LONGEST_ANSWER);

    Caller(SocketChannel channel) {
        this.channel = channel;
    }

    void send(Requests requests, int number) throws IOException {
        out.clear();
        requests.put(number, out);
        out.flip();
        // a request is far smaller than a socket's buffer, which is empty
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    /** The answer, once it is there whole; null before. */
    Answer receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the server closed a connection");
        }
        var head = indexOf(HEAD_END);
        if (head < 0) {
            return null;
        }
        var body = head + HEAD_END.length;
        var answer = new Answer(in.array(), body, body + contentLength(head));
        if (in.position() < answer.end()) {
            return null;
        }
        if (in.position() > answer.end()) {
            throw new IOException("more came than one answer");
        }
        in.clear();
        return answer;
    }

    private int contentLength(int head) throws IOException {
        var text = new String(in.array(), 0, head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        var start = text.indexOf(LENGTH);
        if (start < 0) {
            throw new IOException("an answer without a length: " + text);
        }
        var digits = start + LENGTH.length();
        var end = text.indexOf('\r', digits);
        return Integer.parseInt(text.substring(digits, end < 0 ? text.length() : end));
    }

    private int indexOf(byte[] wanted) {
        var bytes = in.array();
        for (int i = 0; i <= in.position() - wanted.length; i++) {
            int same = 0;
            while (same < wanted.length && bytes[i + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}

package io.dianzan.bench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One connection that is kept: a request, its whole answer, the next request. */
final class Caller {
    /** The longest answer here is a page of works. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private static final int LONGEST_REQUEST = 4 * 1024;
    private static final byte[] HEAD_END = Answer.ascii("\r\n\r\n");
    /** Vert.x writes its names in lower case. */
    private static final byte[] LENGTH = Answer.ascii("\r\ncontent-length: ");

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
        var head = Answer.find(HEAD_END, in.array(), 0, in.position());
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
        var bytes = in.array();
        var start = Answer.find(LENGTH, bytes, 0, head);
        if (start < 0) {
            throw new IOException("an answer without a length");
        }
        var length = 0;
        for (int i = start + LENGTH.length; bytes[i] != '\r'; i++) {
            length = 10 * length + bytes[i] - '0';
        }
        return length;
    }
}

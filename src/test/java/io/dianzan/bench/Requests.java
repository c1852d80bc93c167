package io.dianzan.bench;

import java.nio.ByteBuffer;

/** The requests of a run, by number; what can be made before the run is. */
@FunctionalInterface
interface Requests {
    void put(int number, ByteBuffer into);

    /** The same request every time, with the headers that every phone sends. */
    static Requests get(String path) {
        return get(path, "");
    }

    /** The same requests, as all contenders of one kind send them: who does not know the header leaves it unread. */
    default Requests wanting(int bytes) {
        var header = Answer.ascii(BareEndpoints.BYTES + ": " + bytes + "\r\n\r\n");
        return (number, into) -> {
            put(number, into);
            into.position(into.position() - 2);
            into.put(header);
        };
    }

    /** With more headers, each with its line's end. */
    static Requests get(String path, String headers) {
        var request = Answer.ascii(
                "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n" + headers + "\r\n");
        return (number, into) -> into.put(request);
    }
}

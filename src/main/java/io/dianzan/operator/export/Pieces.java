package io.dianzan.operator.export;

import io.vertx.core.buffer.Buffer;
import java.io.OutputStream;

/** Gathers what a sheet writes until it is taken away: never more than one batch of rows makes. */
final class Pieces extends OutputStream {
    private Buffer gathered = Buffer.buffer();

    @Override
    public void write(int oneByte) {
        gathered.appendByte((byte) oneByte);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        gathered.appendBytes(bytes, from, length);
    }

    /** What came since the last time. */
    Buffer take() {
        var taken = gathered;
        gathered = Buffer.buffer();
        return taken;
    }
}

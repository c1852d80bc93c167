package io.dianzan.tally;

import io.vertx.core.buffer.Buffer;

/** One event as it goes to every stream, and the version of the counts that it leads to. */
record LiveEvent(long version, Buffer text) {

    /** Our JSON has no line breaks, so an event's data is one line. */
    static LiveEvent of(TallyAnswers.Told told) {
        var counts = told.counts();
        return new LiveEvent(
                counts.version(),
                Buffer.buffer("id: " + counts.asOf() + "\ndata: ")
                        .appendBuffer(told.body().plain())
                        .appendString("\n\n"));
    }
}

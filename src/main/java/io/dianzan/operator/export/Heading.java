package io.dianzan.operator.export;

import java.time.OffsetDateTime;
import java.util.List;

/** What is known before the first row: {@code asOf} is when the snapshot was taken, in the campaign's zone. */
record Heading(String campaign, What what, List<String> columns, OffsetDateTime asOf, boolean isFinal) {
    /** Whether the figures can still change: so the design calls all of them before the result stands. */
    String status() {
        return isFinal ? "final" : "provisional";
    }
}

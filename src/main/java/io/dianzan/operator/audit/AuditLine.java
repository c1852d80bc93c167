package io.dianzan.operator.audit;

import java.time.Instant;

/** One line of the audit; {@code before} and {@code after} are JSON, and may be null. */
record AuditLine(long id, Instant at, String operator, String act, String reason, String before, String after) {}

package io.dianzan.operator.overview;

import java.time.Instant;

/** A version of a campaign's rules as it was proposed; {@code by} and {@code reason} may be null. */
record VersionFact(int version, String hash, Instant effectiveAt, String by, String reason, String text) {}

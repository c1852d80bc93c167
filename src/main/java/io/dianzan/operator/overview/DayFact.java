package io.dianzan.operator.overview;

import java.time.Instant;
import java.time.LocalDate;

/** A day of a campaign; {@code fencedAt} is null until it is over and settled. */
record DayFact(LocalDate day, Instant starts, Instant ends, Instant fencedAt) {}

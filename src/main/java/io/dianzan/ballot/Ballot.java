package io.dianzan.ballot;

import java.time.LocalDate;
import java.util.UUID;

/** A row of the ledger as its voter may know it. {@code work} is null in a blank ballot; {@code transaction} wrote it. */
public record Ballot(LocalDate day, int slot, Integer work, UUID tap, long transaction) {

    boolean isFor(int workId) {
        return work != null && work == workId;
    }
}

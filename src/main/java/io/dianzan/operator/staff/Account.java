package io.dianzan.operator.staff;

import java.time.Instant;

/** A named local account as it stands now. */
public record Account(long id, Operator operator, String password, Instant madeAt) {
    @Override
    public String toString() {
        return operator.name() + ":***";
    }
}

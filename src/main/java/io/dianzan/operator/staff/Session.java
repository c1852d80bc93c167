package io.dianzan.operator.staff;

/** One browser that is logged in; {@code token} is its secret, and stands in no table, log or page. */
public record Session(String token, Operator operator) {
    @Override
    public String toString() {
        return operator.name() + ":***";
    }
}

package io.dianzan.operator.staff;

/** Who is at the console; the name goes into the audit, and is one person's for good. */
public record Operator(String name, Role role) {
    public boolean may(Right right) {
        return role.may(right);
    }
}

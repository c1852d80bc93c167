package io.dianzan.operator.staff;

/** Rows as they were written when less was asked for. */
public final class CheapPasswords {
    private CheapPasswords() {}

    public static String hash(String password) {
        return new Passwords(new Passwords.Cost(64, 1, 1)).hash(password);
    }
}

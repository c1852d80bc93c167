package io.dianzan.operator.staff;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.regex.Pattern;

/** Named local accounts, as {@code dianzan operator} keeps them; it may take its time, for it is a command. */
public final class Accounts {
    public static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 200;
    private static final int GENERATED_BYTES = 15;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

    private final AccountTable table;
    private final Passwords passwords = new Passwords(Passwords.COST);
    private final By by;

    /** Who keeps them, and why now; both go into the audit. */
    public record By(String operator, String reason) {}

    public Accounts(Pool pool, By by) {
        this.table = new AccountTable(pool);
        this.by = by;
    }

    /** Whether it can be a name: lower-case letters, digits, dots, hyphens, underscores; at most 32. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    public static boolean isPassword(String password) {
        return password.length() >= SHORTEST_PASSWORD && password.length() <= LONGEST_PASSWORD;
    }

    /** A password of 120 random bits. */
    public static String generated() {
        return Secrets.fresh(GENERATED_BYTES);
    }

    public Future<List<Account>> all() {
        return table.all();
    }

    /** False where the name is taken. */
    public Future<Boolean> add(Operator operator, String password) {
        return table.add(operator, passwords.hash(password), by.operator(), by.reason());
    }

    /** False where nobody has the name; his sessions end with his account. */
    public Future<Boolean> remove(String name) {
        return table.remove(name, by.operator(), by.reason());
    }

    /** False where nobody has the name; his sessions end with his old password. */
    public Future<Boolean> reset(String name, String password) {
        return table.reset(name, passwords.hash(password), by.operator(), by.reason());
    }

    /** False where nobody has the name in another role; his sessions end with the old one. */
    public Future<Boolean> change(Operator operator) {
        return table.change(operator, by.operator(), by.reason());
    }
}

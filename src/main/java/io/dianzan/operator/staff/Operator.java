package io.dianzan.operator.staff;

import java.util.Locale;
import java.util.regex.Pattern;

/** Who is at the console; the name goes into the audit, and is one person's for good. */
public record Operator(String name, Role role) {
    /** By which door somebody came: the command line, an issuer. */
    private static final Pattern DOORS = Pattern.compile("^(\\s*(cli|oidc):)+", Pattern.CASE_INSENSITIVE);

    public boolean may(Right right) {
        return role.may(right);
    }

    /** Whether a name is his, by whatever door and in whatever spelling; the schema's {@code person_of} says the same. */
    public boolean isSamePerson(String other) {
        return personOf(name).equals(personOf(other));
    }

    private static String personOf(String name) {
        return DOORS.matcher(name).replaceFirst("").strip().toLowerCase(Locale.ROOT);
    }
}

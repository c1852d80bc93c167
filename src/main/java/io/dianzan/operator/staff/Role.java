package io.dianzan.operator.staff;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What an operator is; an auditor sees all that an operator sees, and changes nothing. */
public enum Role {
    VIEWER(EnumSet.of(Right.SEE)),
    AUDITOR(EnumSet.of(Right.SEE, Right.AUDIT)),
    OPERATOR(EnumSet.allOf(Right.class));

    private final Set<Right> rights;

    Role(Set<Right> rights) {
        this.rights = rights;
    }

    public boolean may(Right right) {
        return rights.contains(right);
    }

    /** The word of it in config, tables and commands. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null where the word is that of no role. */
    public static Role named(String word) {
        return Stream.of(values())
                .filter(role -> role.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Stream.of(values()).map(Role::word).toList();
    }
}

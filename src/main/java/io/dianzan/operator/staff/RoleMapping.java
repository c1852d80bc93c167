package io.dianzan.operator.staff;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which groups of an issuer are which role; who is in several has the one that may most. */
public record RoleMapping(Map<String, List<String>> roleToGroups) {
    private static final List<Role> FROM_THE_TOP = List.of(Role.OPERATOR, Role.AUDITOR, Role.VIEWER);

    /** Empty for who is in none of them. */
    public Optional<Role> of(Collection<String> groups) {
        return FROM_THE_TOP.stream()
                .filter(role -> groupsOf(role).anyMatch(groups::contains))
                .findFirst();
    }

    private Stream<String> groupsOf(Role role) {
        return roleToGroups.getOrDefault(role.word(), List.of()).stream();
    }
}

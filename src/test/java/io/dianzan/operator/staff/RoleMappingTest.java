package io.dianzan.operator.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoleMappingTest {
    private final RoleMapping mapping = new RoleMapping(
            Map.of("operator", List.of("vote-operators"), "auditor", List.of("law", "audit"), "viewer", List.of()));

    @Test
    void a_group_is_a_role() {
        assertThat(mapping.of(List.of("vote-operators"))).contains(Role.OPERATOR);
        assertThat(mapping.of(List.of("audit"))).contains(Role.AUDITOR);
    }

    @Test
    void who_is_in_several_has_the_one_that_may_most() {
        assertThat(mapping.of(List.of("audit", "vote-operators", "other"))).contains(Role.OPERATOR);
    }

    @Test
    void who_is_in_none_has_none() {
        assertThat(mapping.of(List.of())).isEmpty();
        assertThat(mapping.of(List.of("Vote-Operators", "viewer"))).isEmpty();
    }

    @Test
    void an_auditor_sees_what_an_operator_sees_and_changes_nothing() {
        assertThat(Right.values()).filteredOn(Role.AUDITOR::may).containsExactly(Right.SEE, Right.AUDIT);
        assertThat(Right.values()).filteredOn(Role.VIEWER::may).containsExactly(Right.SEE);
        assertThat(Right.values()).allMatch(Role.OPERATOR::may);
    }
}

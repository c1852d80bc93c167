package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorSettingsTest {
    private static final String OIDC =
            "operator: {oidc: {issuer: \"https://id.example\", clientId: console, roles: {operator: [ops], auditor: [law]}}}";

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @Test
    void without_the_section_the_console_is_on_the_management_port_alone() throws IOException {
        var operator = read("demo", "").operator();

        assertThat(problems.found().toString()).doesNotContain("operator");
        assertThat(operator.isPublic()).isFalse();
        assertThat(operator.oidc()).isNull();
        assertThat(operator.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(operator.longest()).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void an_issuers_groups_are_roles() throws IOException {
        var oidc = read("demo", OIDC).operator().oidc();

        assertThat(problems.found().toString()).doesNotContain("operator");
        assertThat(oidc.claim()).isEqualTo("groups");
        assertThat(oidc.name()).isEqualTo("sub");
        assertThat(oidc.scopes()).containsExactly("profile");
        assertThat(oidc.roleToGroups())
                .containsEntry("operator", List.of("ops"))
                .containsEntry("auditor", List.of("law"))
                .containsEntry("viewer", List.of());
    }

    @Test
    void an_issuer_without_any_role_or_a_role_without_an_issuer_is_a_mistake() throws IOException {
        read("demo", OIDC.replace("operator: [ops], auditor: [law]", "claim: groups"));
        assertThat(problems.found().toString()).contains("operator.oidc.roles.operator");
        read("demo", OIDC.replace("issuer: \"https://id.example\", ", ""));
        assertThat(problems.found().toString()).contains("operator.oidc.issuer");
    }

    @Test
    void in_production_passwords_and_secrets_travel_by_https() throws IOException {
        read(
                "production",
                OIDC.replace("https://id", "http://id").replace("{oidc", "{url: \"http://c.example\", oidc"));
        assertThat(problems.found().toString())
                .contains("operator.url", "operator.oidc.issuer", "operator.oidc.secretFile");
        read("production", OIDC);
        assertThat(problems.found().toString()).contains("is required with oidc in production");
    }

    private ServerConfig read(String mode, String section) throws IOException {
        var file = folder.resolve("server.yaml");
        Files.writeString(file, "mode: " + mode + "\n" + section + "\n");
        return ServerConfigFile.read(file, Map.of(), problems);
    }
}

package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderSettingsTest {
    @TempDir
    Path folder;

    @Test
    void the_demo_may_ask_a_provider_on_loopback_without_a_secret() throws IOException {
        assertThat(problems("demo", "http://127.0.0.1:8082")).doesNotContain("providers.wechat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8082", "ftp://api.example", "https://api.example/", "https://a b"})
    void what_is_no_address_is_refused(String apiUrl) throws IOException {
        assertThat(problems("demo", apiUrl)).contains("providers.wechat.apiUrl");
    }

    @Test
    void production_sends_no_secret_in_clear_and_has_one() throws IOException {
        assertThat(problems("production", "http://api.example"))
                .contains("providers.wechat.apiUrl", "providers.wechat.secretFile");
        assertThat(problems("production", "https://api.example")).doesNotContain("providers.wechat.apiUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages/work/work", "pages/work?x=1", "pages work", "页面"})
    void a_page_of_the_mini_program_is_named_as_wechat_wants_it(String page) throws IOException {
        assertThat(problems("demo", "http://127.0.0.1:8082\", page: \"" + page)).contains("providers.wechat.page");
        assertThat(problems("demo", "http://127.0.0.1:8082\", page: \"pages/show/show"))
                .doesNotContain("providers.wechat");
    }

    private String problems(String mode, String apiUrl) throws IOException {
        var file = folder.resolve("server.yaml");
        Files.writeString(file, "mode: " + mode + "\nproviders:\n  wechat: {appid: wx1, apiUrl: \"" + apiUrl + "\"}\n");
        var problems = new Problems();
        ServerConfigFile.read(file, Map.of(), problems);
        return problems.found().toString();
    }
}

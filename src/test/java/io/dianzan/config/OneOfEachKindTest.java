package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By two apps of one kind a person without a unionid would be two voters of one channel. */
class OneOfEachKindTest {
    @TempDir
    private Path folder;

    @Test
    void of_each_wechat_kind_there_is_one_provider_and_of_issuers_any_number() throws IOException {
        assertThat(problems("a: {kind: wechat-page, appid: wx1}", "b: {kind: wechat-desktop, appid: wx2}"))
                .isEmpty();
        assertThat(problems(
                        "a: {kind: oidc, issuer: 'https://a.example', clientId: x}",
                        "b: {kind: oidc, issuer: 'https://b.example', clientId: x}"))
                .isEmpty();
        assertThat(problems("a: {kind: wechat-page, appid: wx1}", "b: {kind: wechat-page, appid: wx2}"))
                .singleElement()
                .asString()
                .contains("providers: b: there is another one of this kind");
    }

    private List<Problem> problems(String... providers) throws IOException {
        var file = folder.resolve("server.yaml");
        Files.writeString(file, "mode: demo\nproviders:\n  " + String.join("\n  ", providers) + "\n");
        var problems = new Problems();
        ServerConfigFile.read(file, Map.of(), problems);
        return problems.found();
    }
}

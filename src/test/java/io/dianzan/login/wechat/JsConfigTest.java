package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestKeys;
import io.vertx.core.Vertx;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsConfigTest {
    private static final String TICKET =
            "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg";
    private static final Vertx VERTX = Vertx.vertx();
    private static AppProcess process;
    private static JsConfig config;

    @BeforeAll
    static void start() {
        var wechat = new StubWechat(VERTX);
        wechat.on("/cgi-bin/stable_token", "{\"access_token\":\"T\",\"expires_in\":7200}");
        wechat.on("/cgi-bin/ticket/getticket", "{\"errcode\":0,\"ticket\":\"" + TICKET + "\",\"expires_in\":7200}");
        process = new AppProcess(wechat, "redis://127.0.0.1:1", TestKeys.ring("k1"));
        config = new JsConfig(
                process.ticket,
                "wx1",
                Set.of("vote.example", "127.0.0.1:8080")::contains,
                new TestClock("2024-02-27T00:00:00Z"));
    }

    @AfterAll
    static void stop() {
        process.close();
        await(VERTX.close());
    }

    @ParameterizedTest
    @CsvSource({
        "http://mp.weixin.qq.com, f4d90daf4b3bca3078ab155816175ba34c443a7b",
        "http://mp.weixin.qq.com?params=value, 0f9de62fce790f9a083d5c99e95740ceb90c27ed"
    })
    void the_signature_is_that_of_wechats_own_examples(String url, String signature) {
        assertThat(JsConfig.signature(TICKET, "Wm3WZYTPz0wzccnW", 1414587457, url))
                .isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "https://vote.example/c/demo?a=1&b=%E7%82%B9|2, https://vote.example/c/demo?a=1&b=%E7%82%B9|2",
        "https://vote.example/c/demo#works, https://vote.example/c/demo",
        "https://vote.example#works?x, https://vote.example",
        "HTTPS://VOTE.example/c#, HTTPS://VOTE.example/c",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080/"
    })
    void an_address_of_ours_is_signed_without_its_fragment(String url, String signed) {
        var answer = await(config.sign(url));

        assertThat(answer.appId()).isEqualTo("wx1");
        assertThat(answer.timestamp()).isEqualTo(1708992000);
        assertThat(answer.nonceStr()).matches("[0-9a-f]{16}");
        assertThat(answer.signature())
                .isEqualTo(JsConfig.signature(TICKET, answer.nonceStr(), answer.timestamp(), signed));
    }

    @Test
    void no_two_nonces_are_alike() {
        assertThat(await(config.sign("https://vote.example/")).nonceStr())
                .isNotEqualTo(await(config.sign("https://vote.example/")).nonceStr());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://evil.example/",
                "https://vote.example.evil.example/",
                "https://vote.example@evil.example/",
                "https://user:pass@vote.example/",
                "https://vote.example:8443/",
                "https://vote.example\\@evil.example/",
                "https://evilvote.example/",
                "https://sub.vote.example/",
                "https://127.0.0.1/",
                "//vote.example/",
                "/c/demo",
                "javascript:alert(1)//vote.example/",
                "ftp://vote.example/",
                "https://vote.example/ x",
                "https://vote.example/\n",
                "https://vote.example/点",
                "https:/vote.example/",
                "https://#@vote.example/"
            })
    void nothing_else_is_signed(String url) {
        assertRefused(url);
    }

    @Test
    void no_address_is_longer_than_is_reasonable() {
        assertRefused("https://vote.example/" + "a".repeat(JsConfig.LONGEST_URL));
    }

    private static void assertRefused(String url) {
        var refused = catchThrowableOfType(Refused.class, () -> config.sign(url));
        assertThat(refused.reason()).isEqualTo(Refusal.MALFORMED);
        assertThat(refused.facts()).containsEntry("field", "url");
    }
}

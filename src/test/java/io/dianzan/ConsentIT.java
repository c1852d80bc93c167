package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Browser;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Consent to the privacy text: asked once of each person, whichever way he comes, and again for a new text. */
class ConsentIT {
    private static final String MINI = "wxsandbox000000001";
    private static final TestSite SITE = new TestSite()
            .campaign("demo", "perDay: 1")
            .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001");
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(SITE.folder().resolve("privacy.md"), "隐私说明");
        server = serverWithVersion(3);
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static RunningServer serverWithVersion(int version) {
        SITE.site("privacy: privacy.md, privacyVersion: " + version);
        return SITE.server();
    }

    @Test
    void whoHasNotAgreedIsAskedAndNothingOfHimIsKept() {
        var before = voters();
        var refused = login(server, "new", null);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(Asks.json(refused).getString("code")).isEqualTo("consent-required");
        assertThat(Asks.json(refused).getInteger("privacy")).isEqualTo(3);
        assertThat(login(server, "new", 2).status()).as("an older text").isEqualTo(403);
        assertThat(voters()).isEqualTo(before);
    }

    @Test
    void whoHasAgreedOnceIsNotAskedAgainOnAnyDevice() {
        assertThat(login(server, "once", 3).status()).isEqualTo(200);
        assertThat(login(server, "once", null).status()).isEqualTo(200);
        // by another app of the same person: WeChat tells that it is he
        var browser = new Browser();
        assertThat(backFrom(browser, "once", "")).isEqualTo("/c/demo");
        assertThat(browser.cookie("vote")).isNotNull();
    }

    @Test
    void aNewTextIsPutToEverybody() {
        assertThat(login(server, "faithful", 3).status()).isEqualTo(200);
        var later = serverWithVersion(4);
        assertThat(login(later, "faithful", 3).status()).isEqualTo(403);
        assertThat(login(later, "faithful", 4).status()).isEqualTo(200);
        assertThat(login(server, "faithful", null).status())
                .as("the older text, still in force here")
                .isEqualTo(200);
        later.kill();
    }

    @Test
    void aBrowserIsShownTheQuestionAndComesBackWithTheAnswer() {
        var browser = new Browser();
        assertThat(backFrom(browser, "reader", "")).isEqualTo("/login?said=consent-required&to=%2Fc%2Fdemo");
        assertThat(browser.cookie("vote")).isNull();

        assertThat(backFrom(browser, "reader", "&privacy=3")).isEqualTo("/c/demo");
        assertThat(browser.cookie("vote")).isNotNull();
        assertThat(browser.cookie("agreed")).isEqualTo("3");
    }

    @Test
    void whoHadHimselfErasedHasAgreedToNothing() {
        var token = Asks.json(login(server, "erased", 3)).getString("token");
        assertThat(new Ask("DELETE", "/v1/me")
                        .header("Authorization", "Bearer " + token)
                        .of(server)
                        .status())
                .isEqualTo(200);
        assertThat(login(server, "erased", null).status()).isEqualTo(403);
    }

    private static long voters() {
        return SITE.number("SELECT count(*) FROM voter") + SITE.number("SELECT count(*) FROM account");
    }

    private static Answer login(RunningServer server, String user, Integer privacy) {
        var code = new SandboxOrders(server).loginCode(MINI, user);
        var body = new JsonObject().put("code", code);
        if (privacy != null) {
            body.put("privacy", privacy);
        }
        return new Ask("POST", "/v1/login/wechat").body(body.encode()).of(server);
    }

    /** Through the consent page of the sandbox; where the browser is sent at last. */
    private static String backFrom(Browser browser, String user, String privacy) {
        var site = "http://127.0.0.1:" + server.port();
        var consent = browser.open(site + "/v1/login/wechat-page?to=/c/demo" + privacy)
                .location();
        var back = browser.submit(consent, Map.of("user", user, "decision", "approve"))
                .location();
        return browser.open(back).location();
    }
}

package io.dianzan.operator.staff;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operators whom an issuer vouches for: its groups are their roles. */
@InChromium
class IssuerLoginIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final MockOAuth2Server ISSUER =
            new MockOAuth2Server(new OAuth2Config(true, null, null, false, new OAuth2TokenProvider(), Set.of()));
    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        ISSUER.start(InetAddress.getByName("localhost"), 0);
        SITE.operator("oidc: {issuer: \"" + ISSUER.issuerUrl("demo") + "\", clientId: console,"
                + " roles: {claim: groups, operator: [vote-operators], auditor: [law], viewer: [staff]}}");
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
        ISSUER.shutdown();
    }

    private static Ask ask(String path) {
        return new Ask("GET", path)
                .header("Host", "127.0.0.1:" + server.managementPort())
                .header("Accept", "text/html");
    }

    private static Answer send(Ask ask) {
        return ask.of(server.managementPort());
    }

    private static void issuerSays(String subject, Map<String, Object> claims) {
        ISSUER.enqueueCallback(new DefaultOAuth2TokenCallback("demo", subject, "JWT", List.of("console"), claims));
    }

    /** Goes to the issuer, is known there, and comes back; {@code cookie} is what the browser then brings, or null. */
    private static Answer comesBack(String name, boolean withCookie) throws Exception {
        var away = send(ask("/operator/login/oidc").query("to", "/operator/c/demo/campaign"));
        assertThat(away.status()).as(away.body()).isEqualTo(303);
        var address = URI.create(away.headers().get("Location"));
        var filledIn = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + name))
                .build();
        var back = BROWSER.send(filledIn, BodyHandlers.discarding())
                .headers()
                .firstValue("Location")
                .orElseThrow();
        assertThat(back).startsWith("http://127.0.0.1:" + server.managementPort() + "/operator/login/oidc/callback?");
        var here = URI.create(back);
        var ask = ask(here.getRawPath() + "?" + here.getRawQuery());
        return send(
                withCookie
                        ? ask.header("Cookie", away.headers().get("Set-Cookie").split(";")[0])
                        : ask);
    }

    @Test
    void each_group_is_its_role_and_the_highest_counts() throws Exception {
        var groups = Map.of(
                "viewer", List.of("staff"),
                "auditor", List.of("staff", "law"),
                "operator", List.of("law", "vote-operators"));
        for (var one : groups.entrySet()) {
            issuerSays(one.getKey() + "-person", Map.of("groups", one.getValue()));
            var answer = comesBack(one.getKey() + "-person", true);

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("content=\"0;url=/operator/c/demo/campaign\"");
            assertThat(answer.headers().get("Set-Cookie")).contains("operator=", "SameSite=Strict");
            assertThat(SITE.number(
                            "SELECT count(*) FROM audit WHERE act = 'login' AND reason = 'oidc' AND operator = 'oidc:"
                                    + one.getKey() + "-person' AND after ->> 'role' = '" + one.getKey() + "'"))
                    .isOne();
        }
    }

    @Test
    void who_is_in_no_group_with_a_role_is_told_so_in_one_sentence() throws Exception {
        for (var claims : List.<Map<String, Object>>of(
                Map.of(), Map.of("groups", List.of("guests")), Map.of("groups", Map.of("law", true)))) {
            issuerSays("guest", claims);
            var answer = comesBack("guest", true);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("这个账号在控制台没有角色，请联系管理员");
            assertThat(answer.headers().getOrDefault("Set-Cookie", "")).doesNotContain("operator=");
        }
    }

    @Test
    void a_login_that_another_browser_began_is_not_finished_here() throws Exception {
        issuerSays("victim", Map.of("groups", List.of("law")));
        var answer = comesBack("victim", false);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("登录已过时，请重新登录");
    }

    @Test
    void who_came_by_the_issuer_is_at_the_console_and_stays() {
        issuerSays("auditor", Map.of("groups", List.of("law")));
        var reader = CHROMIUM.reader(server, Chromium.desktop())
                .at("http://127.0.0.1:" + server.managementPort())
                .mayHear("localhost")
                .mayHear("//fonts")
                .mayHear("favicon");
        reader.open("/operator/c/demo/campaign");
        reader.page().getByText("用单位账号登录").click();
        reader.page().locator("[name=username]").fill("auditor");
        reader.page().locator("[type=submit]").click();

        assertThat(reader.page()).hasURL(Pattern.compile(".*/operator/c/demo/campaign$"));
        assertThat(reader.page().locator("h1")).hasText("活动");
        assertThat(reader.page().locator(".who .name")).hasText("oidc:auditor");
    }
}

package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.ServerConfig;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.http.Reply;
import io.dianzan.kit.Ask;
import io.dianzan.kit.TestClock;
import io.dianzan.kit.TestGuard;
import io.dianzan.kit.TestKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By header or by cookie; by cookie from our own pages only; and renewed in time. */
class VoterGuardTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final VoterToken VOTER = new VoterToken(42, 1, "page", true);

    private final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final Tokens tokens = new Tokens(
            TestKeys.ring("k1"), new ServerConfig.Tokens("dianzan", Duration.ofDays(4), null), clock, () -> "k1");
    private final String token = tokens.issue(VOTER).token();
    private final int port = serve();

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    private int serve() {
        var guard = TestGuard.of(tokens);
        Endpoint me = ctx -> Future.succeededFuture(
                Reply.json(Map.of("voter", guard.voterOf(ctx).voter())));
        var router = Router.router(VERTX);
        Faults.mount(router);
        router.route("/me").handler(me.handler());
        return await(VERTX.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
    }

    @Test
    void a_cookie_is_as_good_as_a_header_for_reading() {
        assertThat(byCookie("GET").of(port).body()).isEqualTo("{\"voter\":42}");
        assertThat(new Ask("GET", "/me")
                        .header("Authorization", "Bearer " + token)
                        .of(port)
                        .body())
                .isEqualTo("{\"voter\":42}");
        assertThat(new Ask("GET", "/me").of(port).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://vote.example", "https://www.vote.example"})
    void what_changes_something_may_come_from_our_own_pages(String origin) {
        assertThat(byCookie("POST").header("Origin", origin).of(port).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://vote.example",
                "https://vote.example:8443",
                "https://vote.example.evil.example",
                "https://vote.example/",
                "HTTPS://VOTE.EXAMPLE"
            })
    void what_changes_something_comes_from_nowhere_else(String origin) {
        for (var method : new String[] {"POST", "DELETE", "PUT"}) {
            var ask = byCookie(method);
            var answer = (origin == null ? ask : ask.header("Origin", origin)).of(port);

            assertThat(answer.status()).as(method).isEqualTo(403);
            assertThat(answer.body()).contains("\"origin-foreign\"");
        }
    }

    @Test
    void a_header_needs_no_origin_for_no_browser_sends_it_by_itself() {
        var ask = new Ask("POST", "/me")
                .header("Authorization", "Bearer " + token)
                .header("Origin", "https://evil.example");

        assertThat(ask.of(port).status()).isEqualTo(200);
    }

    @Test
    void a_cookie_of_another_name_is_nobody_even_one_that_a_neighbour_host_could_set() {
        assertThat(new Ask("GET", "/me")
                        .header("Cookie", "vote=" + token)
                        .of(port)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_token_near_its_end_is_followed_by_a_new_one_the_way_it_came() {
        clock.forward(Duration.ofDays(3).minusSeconds(1));
        assertThat(byCookie("GET").of(port).headers()).doesNotContainKey("Set-Cookie");

        clock.forward(Duration.ofSeconds(2));
        var byHeader =
                new Ask("GET", "/me").header("Authorization", "Bearer " + token).of(port);
        assertThat(tokens.read(byHeader.headers().get("X-Token")))
                .isEqualTo(new VerifiedToken(VOTER, clock.instant().plus(Duration.ofDays(4))));
        assertThat(byHeader.headers()).doesNotContainKey("Set-Cookie");

        var answer = byCookie("GET").of(port);
        assertThat(answer.headers()).doesNotContainKey("X-Token");
        assertThat(answer.headers().get("Set-Cookie"))
                .startsWith("__Host-vote=")
                .contains("Path=/", "HTTPOnly", "Secure", "SameSite=Lax", "Max-Age=345600")
                .doesNotContain("Domain");
    }

    private Ask byCookie(String method) {
        return new Ask(method, "/me").header("Cookie", "other=1; __Host-vote=" + token);
    }
}

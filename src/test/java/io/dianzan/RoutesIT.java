package io.dianzan;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of the router: who may use it, tried as nobody, as others, with an ended session and from another site. */
class RoutesIT {
    private enum Who {
        /** Anybody, with whatever token or cookie. */
        ANYBODY,
        /** A voter, about himself; it changes nothing. */
        VOTER_READS,
        /** A voter, about what he has done; others have not. */
        VOTER_ASKS,
        /** A voter, about himself; with a cookie only from our own pages. */
        VOTER_CHANGES,
        /** The same for who reads a page: whoever is nobody is sent to log in. */
        PAGE_READS,
        PAGE_CHANGES;

        boolean changes() {
            return this == VOTER_CHANGES || this == PAGE_CHANGES;
        }

        boolean isPage() {
            return this == PAGE_READS || this == PAGE_CHANGES;
        }
    }

    private static final String TO_LOGIN = "to /login";

    /** A new route stands here, or the test fails. */
    private static final Map<String, Who> ROUTE_TO_WHO = new TreeMap<>(Map.ofEntries(
            Map.entry("GET /openapi.yaml", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/works", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/works/{number}", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/tally", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/tally/live", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/rules", Who.ANYBODY),
            Map.entry("GET /v1/site", Who.ANYBODY),
            Map.entry("GET /v1/shares/{code}", Who.ANYBODY),
            Map.entry("GET /v1/wechat/js-config", Who.ANYBODY),
            Map.entry("GET /covers/{hash}/small.jpg", Who.ANYBODY),
            Map.entry("GET /covers/{hash}/large.jpg", Who.ANYBODY),
            Map.entry("GET /c/{slug}/works/{number}/card.png", Who.ANYBODY),
            Map.entry("GET /c/{slug}/works/{number}/poster.png", Who.ANYBODY),
            Map.entry("GET /s/{code}/card.png", Who.ANYBODY),
            Map.entry("GET /s/{code}/poster.png", Who.ANYBODY),
            Map.entry("POST /v1/login/{provider}", Who.ANYBODY),
            Map.entry("GET /v1/login/{provider}", Who.ANYBODY),
            Map.entry("GET /v1/login/{provider}/callback", Who.ANYBODY),
            Map.entry("POST /v1/campaigns/{slug}/works/{number}/votes", Who.VOTER_CHANGES),
            Map.entry("POST /v1/campaigns/{slug}/works/{number}/shares", Who.VOTER_CHANGES),
            Map.entry("GET /v1/campaigns/{slug}/works/{number}/shares", Who.VOTER_ASKS),
            Map.entry("GET /c/{slug}/works/{number}/wechat", Who.ANYBODY),
            Map.entry("GET /v1/campaigns/{slug}/me", Who.VOTER_READS),
            Map.entry("GET /v1/me", Who.VOTER_READS),
            Map.entry("DELETE /v1/me", Who.VOTER_CHANGES),
            Map.entry("POST /v1/logout", Who.VOTER_CHANGES),
            Map.entry("GET /", Who.ANYBODY),
            Map.entry("GET /c/{slug}", Who.ANYBODY),
            Map.entry("GET /c/{slug}/rules", Who.ANYBODY),
            Map.entry("GET /c/{slug}/works/{number}", Who.ANYBODY),
            Map.entry("GET /rules", Who.ANYBODY),
            Map.entry("GET /privacy", Who.ANYBODY),
            Map.entry("GET /login", Who.ANYBODY),
            Map.entry("GET /qr.svg", Who.ANYBODY),
            Map.entry("GET /language/{word}", Who.ANYBODY),
            Map.entry("GET /assets/{version}/{file}", Who.ANYBODY),
            Map.entry("GET /{name}.txt", Who.ANYBODY),
            Map.entry("GET /s/{name}.txt", Who.ANYBODY),
            Map.entry("GET /s/{code}", Who.ANYBODY),
            Map.entry("POST /c/{slug}/works/{number}/votes", Who.PAGE_CHANGES),
            Map.entry("GET /me", Who.PAGE_READS),
            Map.entry("POST /me/logout", Who.VOTER_CHANGES),
            Map.entry("POST /me/erase", Who.VOTER_CHANGES)));

    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite()
            .campaign("demo", "perDay: 1")
            .provider("wechat-page", "kind: wechat-page, appid: wxpage00000000001");
    private static RunningServer server;
    private static Phone ended;

    @BeforeAll
    static void start() {
        server = SITE.server();
        ended = login("ended");
        ended.send(HttpMethod.POST, "/v1/logout");
        Eventually.holds("the session is over", () -> "token-revoked"
                .equals(ended.me("demo").code()));
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    @Test
    void every_route_has_its_place_in_the_table() {
        assertThat(Routes.ofTheRouter()).containsExactlyInAnyOrderElementsOf(ROUTE_TO_WHO.keySet());
    }

    @Test
    void nobody_and_who_was_logged_out_reach_only_what_is_open() {
        for (var route : ROUTE_TO_WHO.keySet()) {
            var who = ROUTE_TO_WHO.get(route);

            assertCode(route, of(route), refusal(who, "login-required"));
            assertCode(route, of(route).as(ended), refusal(who, "token-revoked"));
            assertCode(
                    route,
                    of(route).header("Cookie", "vote=" + ended.token()),
                    who.changes() ? "origin-foreign" : refusal(who, "token-revoked"));
            assertCode(route, of(route).header("Authorization", "Basic YTpi"), refusal(who, "login-required"));
        }
    }

    @Test
    void a_cookie_changes_nothing_from_another_site() {
        for (var route : ROUTE_TO_WHO.keySet()) {
            var voter = login("cookie of " + route);
            var changes = ROUTE_TO_WHO.get(route).changes();
            for (var origin : List.of("", "null", "https://evil.example")) {
                var ask = of(route).header("Cookie", "vote=" + voter.token());
                assertCode(
                        route,
                        origin.isEmpty() ? ask : ask.header("Origin", origin),
                        changes ? "origin-foreign" : null);
            }
            assertCode(
                    route,
                    of(route)
                            .header("Cookie", "vote=" + voter.token())
                            .header("Origin", "http://127.0.0.1:" + server.port()),
                    null);
        }
    }

    @Test
    void what_one_voter_is_told_of_himself_another_is_not() {
        var one = login("one");
        var other = login("other");
        assertThat(one.tap("demo", "0042").recorded()).isTrue();
        for (var route : ROUTE_TO_WHO.keySet()) {
            if (ROUTE_TO_WHO.get(route) == Who.VOTER_READS) {
                var answer = of(route).as(other).of(server);

                assertThat(answer.body()).as(route).contains("\"voter\":\"" + other.voter() + "\"");
                assertThat(answer.body()).as(route).doesNotContain("0042", "\"voter\":\"" + one.voter() + "\"");
            }
        }
        other.send(HttpMethod.DELETE, "/v1/me");
        assertThat(one.me("demo").json().getJsonArray("today")).containsExactly("0042");
    }

    /** What who may not is answered: a page sends him to log in. */
    private static String refusal(Who who, String code) {
        return who == Who.ANYBODY ? null : who.isPage() ? TO_LOGIN : code;
    }

    private static Phone login(String user) {
        return Phone.login(Phone.connections(VERTX, 4), server, user);
    }

    /** A request that fits the route; {@code vote} is the name of the cookie where the site has no TLS. */
    private static Ask of(String route) {
        var parts = route.split(" ");
        var ask = new Ask(parts[0], parts[1])
                .place("slug", "demo")
                .place("number", "0001")
                .place("hash", "0123456789abcdef0123456789abcdef")
                .place("code", "nobody")
                .place("provider", parts[0].equals("POST") ? "wechat" : "wechat-page");
        return parts[0].equals("POST") ? ask.body("{}") : ask;
    }

    /** One of the refusals of a guard, or (null) none of them. */
    private static void assertCode(String route, Ask ask, String code) {
        var answer = ask.of(server);
        if (TO_LOGIN.equals(code)) {
            assertThat(answer.status()).as(route).isEqualTo(303);
            assertThat(answer.headers().get("Location")).as(route).matches("/login\\?to=(/|%2F).+");
        } else if (code == null) {
            assertThat(answer.status()).as(route).isNotIn(0, 401);
            assertThat(answer.body()).as(route).doesNotContain("\"code\":\"origin-foreign\"");
        } else {
            assertThat(answer.body()).as(route).contains("\"code\":\"" + code + "\"");
            assertThat(told(answer)).as(route).isEmpty();
        }
    }

    /** A refusal tells nothing of anybody. */
    private static String told(Answer answer) {
        return answer.body().contains("\"voter\"") ? answer.body() : "";
    }
}

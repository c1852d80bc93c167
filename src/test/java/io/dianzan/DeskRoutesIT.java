package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.dianzan.operator.staff.Right;
import io.dianzan.operator.staff.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every route of the operators: tried as nobody, as each role, without a form token and from another site. */
class DeskRoutesIT {
    /** The least that each needs; null is open to all. A new route stands here, or the test fails. */
    private static final Map<String, Right> ROUTE_TO_LEAST = new TreeMap<>();

    static {
        open("GET /operator/assets/{version}/{file}");
        open("GET /operator/language/{word}");
        open("GET /operator/login");
        open("POST /operator/login");
        open("GET /operator/login/oidc");
        open("GET /operator/login/oidc/callback");
        needs(Right.SEE, "GET /operator");
        needs(Right.SEE, "POST /operator/logout");
        needs(Right.SEE, "GET /operator/c/{slug}/live");
        needs(Right.SEE, "GET /operator/c/{slug}/live/stream");
        needs(Right.SEE, "GET /operator/c/{slug}/works");
        needs(Right.SEE, "GET /operator/c/{slug}/works/{number}");
        needs(Right.SEE, "GET /operator/c/{slug}/limits");
        needs(Right.SEE, "GET /operator/c/{slug}/campaign");
        needs(Right.AUDIT, "GET /operator/c/{slug}/audit");
        needs(Right.AUDIT, "GET /operator/c/{slug}/voters");
        needs(Right.AUDIT, "GET /operator/c/{slug}/waiting");
        needs(Right.AUDIT, "GET /operator/c/{slug}/exports");
        needs(Right.AUDIT, "GET /operator/c/{slug}/exports/recent");
        needs(Right.AUDIT, "GET /operator/c/{slug}/export/{file}");
        needs(Right.ACT, "GET /operator/c/{slug}/import");
        needs(Right.ACT, "POST /operator/c/{slug}/import");
        needs(Right.ACT, "POST /operator/c/{slug}/import/{draft}");
        needs(Right.ACT, "GET /operator/c/{slug}/acts/{act}");
        needs(Right.ACT, "POST /operator/c/{slug}/acts/{act}");
    }

    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static void open(String route) {
        ROUTE_TO_LEAST.put(route, null);
    }

    private static void needs(Right least, String route) {
        ROUTE_TO_LEAST.put(route, least);
    }

    @Test
    void every_route_has_its_place_in_the_table() {
        assertThat(DeskRoutes.ofTheRouter()).containsExactlyInAnyOrderElementsOf(ROUTE_TO_LEAST.keySet());
    }

    @Test
    void nobody_reaches_what_is_not_open() {
        var somebody = Staff.of(SITE, server, "operator");
        ROUTE_TO_LEAST.forEach((route, least) -> {
            for (var cookie : List.of("", "operator=", "operator=" + "A".repeat(43), "operator=x.y.z")) {
                var ask = of(somebody, route).without("Cookie");
                var answer = somebody.send(cookie.isEmpty() ? ask : ask.header("Cookie", cookie));

                if (least != null) {
                    assertRefused(route, answer, 401, "login-required");
                } else {
                    assertThat(answer.status()).as(route).isNotIn(0, 401, 500);
                }
            }
        });
    }

    @Test
    void each_role_reaches_what_it_may_and_nothing_else() {
        for (var role : Role.values()) {
            var staff = Staff.of(SITE, server, role.word());
            ROUTE_TO_LEAST.forEach((route, least) -> {
                var answer = staff.send(of(staff, route));
                var place = role + " " + route;

                if (least != null && !role.may(least)) {
                    assertRefused(place, answer, 403, "role-missing");
                } else {
                    assertThat(answer.status()).as(place).isNotIn(0, 401, 500);
                    assertThat(answer.body()).as(place).doesNotContain("\"code\":\"role-missing\"");
                }
            });
        }
    }

    @Test
    void a_form_is_taken_from_our_own_pages_alone() {
        var operator = Staff.of(SITE, server, "operator");
        var other = Staff.of(SITE, server, "operator", "another");
        for (var route : ROUTE_TO_LEAST.keySet()) {
            if (route.startsWith("POST ")) {
                var token = operator.formToken();
                for (var origin : List.of("", "null", "https://evil.example", "http://127.0.0.1:1")) {
                    var ask = of(operator, route).header("X-Form-Token", token).without("Origin");
                    var answer = operator.send(origin.isEmpty() ? ask : ask.header("Origin", origin));
                    assertRefused(route + " from " + origin, answer, 403, "origin-foreign");
                }
                assertRefused(route, operator.send(of(operator, route)), 403, "form-stale");
                for (var wrong : List.of("x", other.formToken(), token + "x")) {
                    var answer = operator.send(of(operator, route).header("X-Form-Token", wrong));
                    assertRefused(route + " with " + wrong, answer, 403, "form-stale");
                }
            }
        }
    }

    @Test
    void no_page_is_kept_and_none_may_be_framed() {
        var operator = Staff.of(SITE, server, "operator");
        for (var route : ROUTE_TO_LEAST.keySet()) {
            if (route.startsWith("GET ") && !route.contains("/assets/")) {
                var answer = operator.send(of(operator, route).header("Accept", "text/html"));
                var type = answer.headers().getOrDefault("Content-Type", "");
                if (type.startsWith("text/html")) {
                    assertThat(answer.headers().get("Cache-Control")).as(route).isEqualTo("no-store");
                    assertThat(answer.headers().get("Content-Security-Policy"))
                            .as(route)
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("unsafe");
                    assertThat(answer.body()).as(route).doesNotContain(" style=\"", " onclick=", "<script>");
                }
            }
        }
    }

    /** A request that fits the route, from one of our own pages but for the form token. */
    private static Ask of(Staff staff, String route) {
        var parts = route.split(" ");
        var ask = staff.ask(parts[0], parts[1])
                .place("slug", "demo")
                .place("number", "0001")
                .place("act", "pause")
                .place("word", "en")
                .place("version", "0")
                .place("draft", "1")
                .place("file", route.contains("/export/") ? "results.csv" : "console.css");
        return parts[0].equals("POST")
                ? ask.header("Origin", "http://127.0.0.1:" + staff.port()).body("")
                : ask;
    }

    private static void assertRefused(String place, Answer answer, int status, String code) {
        assertThat(answer.status()).as(place).isEqualTo(status);
        assertThat(answer.body()).as(place).contains("\"code\":\"" + code + "\"");
    }
}

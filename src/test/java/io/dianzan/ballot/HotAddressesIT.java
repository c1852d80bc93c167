package io.dianzan.ballot;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of addresses, networks and logins, on two servers behind one balancer: 40 taps, 60 of a network, 12 logins. */
class HotAddressesIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 1")
            .limits(
                    "one",
                    "account: {taps: 250, per: 1m}, address: {taps: 40, per: 1d}, prefix: {taps: 60, per: 1d},"
                            + " login: {taps: 12, per: 1d}")
            .http("trustedProxies: [127.0.0.1]");
    private static RunningServer here;
    private static RunningServer there;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        here = SITE.server();
        there = SITE.server();
        client = Phone.connections(VERTX, 8);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    private static Phone phone(String user) {
        return Phone.login(client, here, user);
    }

    private static Answer tap(RunningServer server, Phone phone, String address) {
        return new Ask("POST", "/v1/campaigns/one/works/0001/votes")
                .as(phone)
                .header("Content-Length", "0")
                .header("X-Forwarded-For", address)
                .of(server);
    }

    /** How many of so many taps are let through. */
    private static long passed(int taps, RunningServer server, Phone phone, String address) {
        return IntStream.range(0, taps)
                .mapToObj(i -> tap(server, phone, address))
                .filter(answer -> answer.status() == 200)
                .count();
    }

    private static String scope(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers()).containsKey("Retry-After");
        return new JsonObject(answer.body()).getString("scope");
    }

    @Test
    void twoServersKnowTogetherWhatComesFromOneAddress() {
        var phone = phone("at the fair");
        assertThat(passed(20, here, phone, "198.51.100.4")).isEqualTo(20);
        assertThat(passed(20, there, phone, "198.51.100.4"))
                .as("no tap below the limit is refused")
                .isEqualTo(20);

        Eventually.holds(
                "this server has heard of the other's",
                () -> tap(here, phone, "198.51.100.4").status() == 429);
        Eventually.holds(
                "and that one of this", () -> tap(there, phone, "198.51.100.4").status() == 429);
        assertThat(scope(tap(here, phone, "198.51.100.4"))).isEqualTo("address");
        assertThat(tap(here, phone, "198.51.101.4").status()).isEqualTo(200);
    }

    @Test
    void manyAddressesOfOneNetworkAreLetThroughTogetherNoMoreThanItMaySend() {
        var phone = phone("in a data centre");
        for (var address : new String[] {"203.0.113.1", "203.0.113.2", "203.0.113.3"}) {
            assertThat(passed(20, here, phone, address)).isEqualTo(20);
        }

        assertThat(scope(tap(here, phone, "203.0.113.4"))).isEqualTo("prefix");
        assertThat(tap(here, phone, "203.0.114.4").status()).isEqualTo(200);
        Eventually.holds(
                "the other server has heard of it",
                () -> tap(there, phone, "203.0.113.5").status() == 429);
    }

    @Test
    void whatOneAddressIsRefusedTakesNothingFromItsNeighbours() {
        var flood = phone("floods");
        var neighbour = phone("next door");

        assertThat(passed(60, here, flood, "192.0.2.1")).isEqualTo(40);
        assertThat(passed(20, here, neighbour, "192.0.2.2")).isEqualTo(20);
    }

    @Test
    void anIpv6NetworkIsA48AndAnAddressItsA64() {
        var phone = phone("has IPv6");

        assertThat(passed(39, here, phone, "2001:db8:5:1::1")).isEqualTo(39);
        assertThat(passed(2, here, phone, "2001:db8:5:1::2")).isEqualTo(1);
        assertThat(passed(21, here, phone, "2001:db8:5:2::1")).isEqualTo(20);
        assertThat(scope(tap(here, phone, "2001:db8:5:3::1"))).isEqualTo("prefix");
    }

    @Test
    void withoutRedisEachServerCountsAloneAndTheyMeetAgainWhenItIsBack() {
        var phone = phone("in the meantime");
        SITE.redis().kill();
        Eventually.holds(
                "Redis is missed", () -> phone.on(there).tap("one", "0001").counted());
        try {
            assertThat(passed(50, here, phone, "198.18.0.1")).isEqualTo(40);
            assertThat(passed(30, there, phone, "198.18.0.1")).isEqualTo(30);
        } finally {
            SITE.redis().start();
        }
        Eventually.holds(
                "the other has heard", () -> tap(there, phone, "198.18.0.1").status() == 429);
        assertThat(passed(20, here, phone, "198.18.1.1")).isEqualTo(20);
    }

    @Test
    void logInsFromOneAddressAreCountedToo() {
        for (int i = 0; i < 12; i++) {
            assertThat(login("198.51.102.4").body()).contains("code-invalid");
        }
        assertThat(scope(login("198.51.102.4"))).isEqualTo("login");
        assertThat(login("198.51.102.5").body()).contains("code-invalid");
    }

    private static Answer login(String address) {
        return new Ask("POST", "/v1/login/wechat")
                .header("X-Forwarded-For", address)
                .body("{\"code\":\"nobody-made-this\"}")
                .of(here);
    }

    @Test
    void redisHoldsHashesThatEndWithTheirWindow() {
        var phone = phone("is not named");
        passed(10, here, phone, "198.51.103.4");
        Eventually.holds(
                "it was told", () -> SITE.redis().command("KEYS", "*:hot:*").contains(":hot:address:"));

        assertThat(SITE.redis().command("KEYS", "*")).doesNotContain("198.51.103");
        var key = SITE.redis()
                .command("KEYS", "*:hot:address:*")
                .lines()
                .filter(line -> line.startsWith("dz:"))
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(SITE.redis().command("TTL", key).replaceAll("[^0-9-]", "")))
                .isBetween(1L, 86_410L);
    }
}

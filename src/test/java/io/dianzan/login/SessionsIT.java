package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ending sessions, renewing them, and being forgotten, on two processes. */
class SessionsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite();
    private static RunningServer here;
    private static RunningServer there;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        SITE.campaign("daily", "perDay: 1").campaign("once", "perDay: 1, sameWork: once");
        here = SITE.server();
        there = SITE.server();
        client = Phone.connections(VERTX, 64);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    @Test
    void who_logs_out_is_logged_out_everywhere() {
        var phone = Phone.login(client, here, "leaver");
        var tablet = Phone.login(client, there, "leaver");

        assertThat(phone.send(HttpMethod.POST, "/v1/logout").status()).isEqualTo(200);

        assertRevoked(phone);
        assertRevoked(tablet);
        assertThat(tablet.tap("daily", "0001").code()).isEqualTo("token-revoked");
        assertThat(Phone.login(client, here, "leaver").tap("daily", "0001").recorded())
                .isTrue();
    }

    @Test
    void a_vote_is_refused_at_once_by_a_process_that_has_not_heard_yet() {
        var phone = Phone.login(client, here, "quick");

        phone.send(HttpMethod.POST, "/v1/logout");

        assertThat(phone.on(there).tap("daily", "0001").code()).isEqualTo("token-revoked");
    }

    @Test
    void who_is_erased_and_comes_back_finds_the_same_quota() {
        var phone = Phone.login(client, here, "erased");
        assertThat(phone.tap("daily", "0001", "key").recorded()).isTrue();
        assertThat(phone.tap("once", "0001").recorded()).isTrue();
        var counted = SITE.number("SELECT sum(valid) FROM standing");

        assertThat(phone.send(HttpMethod.DELETE, "/v1/me").status()).isEqualTo(200);

        assertRevoked(phone);
        assertThat(SITE.number("SELECT count(*) FROM account WHERE voter = " + phone.voter()))
                .isZero();
        assertThat(SITE.number("SELECT count(*) FROM union_id WHERE voter = " + phone.voter()))
                .isZero();
        assertThat(SITE.number("SELECT sum(valid) FROM standing")).isEqualTo(counted);

        var back = Phone.login(client, there, "erased");
        assertThat(back.voter()).isEqualTo(phone.voter());
        assertThat(back.tap("daily", "0002").code()).isEqualTo("quota-spent");
        assertThat(back.tap("daily", "0001", "key").repeat()).isTrue();
        assertThat(back.tap("once", "0001").repeat()).isTrue();
        assertThat(SITE.number("SELECT count(*) FROM tombstone WHERE voter = " + phone.voter()))
                .isZero();
    }

    @Test
    void who_is_erased_and_comes_back_by_another_app_is_found_by_the_unionid() {
        var phone = Phone.login(client, here, "wanderer");
        phone.send(HttpMethod.DELETE, "/v1/me");
        SITE.execute("UPDATE tombstone SET app = 'elsewhere' WHERE app <> '' AND voter = " + phone.voter());

        assertThat(Phone.login(client, here, "wanderer").voter()).isEqualTo(phone.voter());
    }

    @Test
    void a_ban_outlives_erasure() {
        var phone = Phone.login(client, here, "cheat");
        SITE.execute("INSERT INTO ban (voter, since, reason) VALUES (" + phone.voter() + ", now(), 'cheat')");
        phone.send(HttpMethod.DELETE, "/v1/me");
        SITE.execute("UPDATE tombstone SET erased_at = erased_at - interval '2 minutes'");

        SITE.execute("SELECT forget_tombstones()");

        assertThat(Phone.login(client, here, "cheat").tap("daily", "0001").code())
                .isEqualTo("voter-banned");
    }

    @Test
    void a_tombstone_stays_until_nothing_depends_on_it() {
        var voted = Phone.login(client, here, "voted");
        voted.tap("daily", "0003");
        var looked = Phone.login(client, here, "looked");
        voted.send(HttpMethod.DELETE, "/v1/me");
        looked.send(HttpMethod.DELETE, "/v1/me");
        SITE.execute("SELECT forget_tombstones()");
        assertThat(tombstones(looked)).as("a vote could still be in flight").isPositive();

        SITE.execute("UPDATE tombstone SET erased_at = erased_at - interval '2 minutes'");
        SITE.execute("SELECT forget_tombstones()");
        assertThat(tombstones(looked)).isZero();
        assertThat(tombstones(voted)).isPositive();

        SITE.execute("INSERT INTO fence SELECT campaign, day, now() FROM campaign_day WHERE starts_at < now()"
                + " AND campaign = (SELECT id FROM campaign WHERE slug = 'daily')");
        SITE.execute("SELECT forget_tombstones()");
        assertThat(tombstones(voted)).isZero();
        SITE.execute("ALTER TABLE fence DISABLE TRIGGER append_only; DELETE FROM fence;"
                + " ALTER TABLE fence ENABLE TRIGGER append_only");
    }

    @Test
    void one_learns_all_that_is_held() {
        var phone = Phone.login(client, here, "curious");
        phone.tap("daily", "0007");
        SITE.execute("INSERT INTO ban (voter, since, until, reason) VALUES (" + phone.voter()
                + ", now() - interval '2 day', now() - interval '1 day', 'a mistake')");

        var file = phone.send(HttpMethod.GET, "/v1/me").json();

        assertThat(file.getString("voter")).isEqualTo(Long.toString(phone.voter()));
        assertThat(file.getBoolean("linked")).isTrue();
        assertThat(file.getJsonArray("accounts").getJsonObject(0).getString("provider"))
                .isEqualTo("wechat");
        assertThat(file.getJsonArray("votes").getJsonObject(0).getString("number"))
                .isEqualTo("0007");
        assertThat(file.getJsonArray("bans").getJsonObject(0).getString("reason"))
                .isEqualTo("a mistake");
        assertThat(file.fieldNames())
                .containsExactlyInAnyOrder(
                        "voter", "since", "linked", "accounts", "votes", "bans", "addresses", "shares", "consents");
    }

    private static long tombstones(Phone phone) {
        return SITE.number("SELECT count(*) FROM tombstone WHERE voter = " + phone.voter());
    }

    private static void assertRevoked(Phone phone) {
        for (var server : List.of(here, there)) {
            Eventually.holds("the process knows", () -> "token-revoked"
                    .equals(phone.on(server).me("daily").code()));
        }
    }
}

package io.dianzan.share;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Share links on two processes: whose they are, what they stand for, and what guessing costs. */
class SharesIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE =
            new TestSite().campaign("one", "perDay: 1").campaign("two", "perDay: 1");
    private static RunningServer here;
    private static RunningServer there;
    private static HttpClient client;
    private static Pool pool;

    @BeforeAll
    static void start() {
        here = SITE.server();
        there = SITE.server();
        client = Phone.connections(VERTX, 64);
        pool = SITE.postgres().pool(VERTX, 4);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    private static Phone phone(String user) {
        return Phone.login(client, here, user);
    }

    private static String path(String slug, String number) {
        return "/v1/campaigns/" + slug + "/works/" + number + "/shares";
    }

    private static String share(Phone phone, String slug, String number) {
        var answer = phone.send(HttpMethod.POST, path(slug, number));
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        return answer.json().getString("code");
    }

    private static Shares shares() {
        return new Shares(new ShareTable(pool));
    }

    private static Refusal reason(Future<?> refused) {
        return ((Refused) failureOf(refused)).reason();
    }

    @Test
    void a_voter_has_one_link_for_a_work_however_often_he_asks_and_wherever() {
        var phone = phone("often");
        var asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> share(i % 2 == 0 ? phone : phone.on(there), "one", i % 3 == 0 ? "1" : "0001")))
                .toList();

        assertThat(asked.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(SITE.number("SELECT count(*) FROM share WHERE voter = " + phone.voter()))
                .isEqualTo(1);
    }

    @Test
    void each_voter_work_and_campaign_has_a_link_of_its_own() {
        var one = phone("a");
        var codes = List.of(
                share(one, "one", "0002"),
                share(one, "one", "0003"),
                share(one, "two", "0002"),
                share(phone("b"), "one", "0002"));

        assertThat(codes).doesNotHaveDuplicates().allMatch(ShareCode::isOne);
        var url = one.send(HttpMethod.POST, path("one", "0002")).json().getString("url");
        assertThat(url).isEqualTo("http://127.0.0.1:" + here.port() + "/s/" + codes.get(0));
    }

    @Test
    void a_link_is_found_by_its_code_and_then_known_without_asking() {
        var code = share(phone("finder"), "one", "0004");
        var gone = SITE.postgres().pool(VERTX, 1);
        var shares = new Shares(new ShareTable(gone));

        var found = await(shares.find(code));
        await(gone.close());

        assertThat(found.code()).isEqualTo(code);
        assertThat(await(shares.find(code))).isEqualTo(found);
        assertThat(SITE.number("SELECT count(*) FROM share s JOIN work w ON w.id = s.work WHERE w.number = '0004'"
                        + " AND s.id = " + found.id() + " AND s.campaign = " + found.campaign() + " AND s.work = "
                        + found.work()))
                .isEqualTo(1);
    }

    @Test
    void a_code_that_nobody_made_is_unknown() {
        assertThat(reason(shares().find("aaaaaaaaaa"))).isEqualTo(Refusal.SHARE_UNKNOWN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "a",
                "aaaaaaaaa",
                "aaaaaaaaaaa",
                "aaaaaaaaa0",
                "aaaaaaaaaO",
                "aaaaaaaaaI",
                "aaaaaaaaal",
                "aaaaaaaa.a",
                "aaaaaaaaa\n",
                "../../etc/",
                "aaaaaaaaé",
                "' OR '1'='"
            })
    void what_cannot_be_a_code_is_unknown_without_a_question(String code) {
        assertThat(reason(new Shares(null).find(code))).isEqualTo(Refusal.SHARE_UNKNOWN);
    }

    @Test
    void guesses_in_a_flood_wait_nowhere_and_a_repeated_one_is_not_looked_up_again() {
        var random = new SecureRandom();
        var shares = shares();
        var guesses = new ArrayList<Future<Share>>();
        for (int i = 0; i < 1_000; i++) {
            guesses.add(shares.find(ShareCode.random(random)));
        }
        var reasons =
                guesses.stream().map(SharesIT::reason).collect(Collectors.groupingBy(r -> r, Collectors.counting()));
        assertThat(reasons.get(Refusal.SHARE_UNKNOWN)).isBetween(32L, 200L);
        assertThat(reasons.get(Refusal.BUSY)).isGreaterThan(700);

        var closing = SITE.postgres().pool(VERTX, 1);
        var patient = new Shares(new ShareTable(closing));
        assertThat(reason(patient.find("bbbbbbbbbb"))).isEqualTo(Refusal.SHARE_UNKNOWN);
        await(closing.close());
        assertThat(reason(patient.find("bbbbbbbbbb"))).isEqualTo(Refusal.SHARE_UNKNOWN);
        assertThat(reason(patient.find("cccccccccc"))).isEqualTo(Refusal.BUSY);
    }

    @Test
    void nobody_is_told_of_anothers_link() {
        share(phone("owner"), "one", "0005");

        assertThat(phone("stranger").send(HttpMethod.GET, path("one", "0005")).code())
                .isEqualTo("share-unknown");
        assertThat(phone("owner")
                        .send(HttpMethod.GET, path("one", "0005"))
                        .json()
                        .getLong("opened"))
                .isZero();
    }

    @Test
    void a_withdrawn_work_is_not_shared_and_who_shared_it_before_still_has_his_numbers() {
        var before = phone("before");
        var code = share(before, "two", "0099");
        SITE.execute("UPDATE work SET withdrawn_at = campaign_time() WHERE number = '0099'"
                + " AND campaign = (SELECT id FROM campaign WHERE slug = 'two')");
        SITE.execute("UPDATE campaign SET world = world + 1, catalogue = catalogue + 1 WHERE slug = 'two'");

        Eventually.holds("it is known", () -> "work-withdrawn"
                .equals(before.send(HttpMethod.POST, path("two", "0099")).code()));
        assertThat(before.send(HttpMethod.GET, path("two", "0099")).json().getString("code"))
                .isEqualTo(code);
        assertThat(await(shares().find(code)).code()).isEqualTo(code);
    }

    @Test
    void what_is_held_on_a_voter_tells_his_links_and_who_is_erased_leaves_them_without_an_owner() {
        var phone = phone("erased");
        var code = share(phone, "one", "0006");
        var held = phone.send(HttpMethod.GET, "/v1/me").json().getJsonArray("shares");
        assertThat(held.getJsonObject(0).getString("code")).isEqualTo(code);
        assertThat(held.getJsonObject(0).getString("number")).isEqualTo("0006");

        phone.send(HttpMethod.DELETE, "/v1/me");

        assertThat(SITE.number("SELECT count(*) FROM share WHERE voter = " + phone.voter()))
                .isZero();
        assertThat(await(shares().find(code)).code()).isEqualTo(code);
        assertThat(share(phone("erased"), "one", "0006")).isNotEqualTo(code);
    }

    @Test
    void two_voters_who_turned_out_to_be_one_have_the_older_link_and_all_that_both_brought() {
        var one = phone("first half");
        var other = phone("second half");
        var older = share(other, "one", "0007");
        var newer = share(one, "one", "0007");
        SITE.execute("INSERT INTO alias (voter, into_voter) VALUES (" + one.voter() + ", " + other.voter() + ")");
        SITE.execute(
                "INSERT INTO share_count SELECT id, 1, 5 FROM share WHERE code IN ('" + older + "', '" + newer + "')");

        assertThat(share(one, "one", "0007")).isEqualTo(older);
        assertThat(share(other, "one", "0007")).isEqualTo(older);
        assertThat(other.send(HttpMethod.GET, path("one", "0007")).json().getLong("opened"))
                .isEqualTo(10);
    }
}

package io.dianzan.ballot;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept beside a ballot of where it came from, on two servers behind one balancer. */
class SignalsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 2")
            .campaign("other", "perDay: 1")
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

    private static String vote(RunningServer server, Phone phone, String number, String address, String share) {
        var ask = new Ask("POST", "/v1/campaigns/one/works/" + number + "/votes")
                .as(phone)
                .header("Content-Length", "0")
                .header("X-Forwarded-For", address);
        return (share == null ? ask : ask.query("share", share)).of(server).body();
    }

    private static String share(Phone sharer, String campaign, String number) {
        return sharer.send(HttpMethod.POST, "/v1/campaigns/" + campaign + "/works/" + number + "/shares")
                .json()
                .getString("code");
    }

    private static long signals(Phone... phones) {
        return SITE.number("SELECT count(*) FROM signal WHERE voter IN (" + voters(phones) + ")");
    }

    private static long distinct(String column, Phone... phones) {
        return SITE.number("SELECT count(DISTINCT " + column + ") FROM signal WHERE voter IN (" + voters(phones) + ")");
    }

    private static String voters(Phone... phones) {
        var text = new StringBuilder("0");
        for (var phone : phones) {
            text.append(", ").append(phone.voter());
        }
        return text.toString();
    }

    private static long shareOf(Phone phone) {
        return SITE.number("SELECT coalesce(max(share), 0) FROM ballot WHERE voter = " + phone.voter());
    }

    private static long idOf(String code) {
        return SITE.number("SELECT id FROM share WHERE code = '" + code + "'");
    }

    @Test
    void aBallotHasItsSignalAndARepeatHasNone() {
        var voter = phone("votes once");

        assertThat(vote(here, voter, "0001", "198.51.100.4", null)).contains("\"ok\":true");
        assertThat(vote(there, voter, "0001", "198.51.100.9", null)).contains("\"repeat\":true");
        assertThat(signals(voter)).isEqualTo(1);
        assertThat(vote(there, voter, "0002", "198.51.100.4", null)).contains("\"ok\":true");
        assertThat(vote(there, voter, "0003", "198.51.100.9", null)).contains("quota-spent");

        assertThat(SITE.number("SELECT count(*) FROM signal s JOIN ballot b USING (campaign, day, voter, slot)"
                        + " WHERE s.voter = " + voter.voter() + " AND length(address_hash) = 16"
                        + " AND length(prefix_hash) = 8"))
                .isEqualTo(2);
    }

    @Test
    void oneAddressIsOneHashWhicheverServerItIsMetBy() {
        var one = phone("at home");
        var other = phone("her sister");
        var neighbour = phone("next door");
        var stranger = phone("far away");
        vote(here, one, "0001", "203.0.113.4", null);
        vote(there, other, "0001", "203.0.113.4", null);
        vote(there, neighbour, "0001", "203.0.113.5", null);
        vote(here, stranger, "0001", "203.0.114.4", null);

        assertThat(distinct("address_hash", one, other)).isEqualTo(1);
        assertThat(distinct("address_hash", one, neighbour, stranger)).isEqualTo(3);
        assertThat(distinct("prefix_hash", one, other, neighbour)).isEqualTo(1);
        assertThat(distinct("prefix_hash", one, stranger)).isEqualTo(2);
    }

    @Test
    void aPhonesIpv6AddressesAreOne() {
        var one = phone("on the train");
        var other = phone("on the train, later");
        vote(here, one, "0001", "2001:db8:7:1::1", null);
        vote(there, other, "0001", "2001:db8:7:1:aaaa::2", null);

        assertThat(distinct("address_hash", one, other)).isEqualTo(1);
    }

    @Test
    void aBallotSaysByWhichLinkItsVoterCame() {
        var sharer = phone("shares");
        var code = share(sharer, "one", "0005");
        var came = phone("came by it");
        var form = phone("came by it, in a browser");

        vote(here, came, "0006", "198.51.100.4", code);
        new Ask("POST", "/c/one/works/0005/votes")
                .header("Cookie", "vote=" + form.token() + "; share=" + code)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Host", "127.0.0.1:" + there.port())
                .header("Origin", "http://127.0.0.1:" + there.port())
                .header("X-Forwarded-For", "198.51.100.4")
                .body("key=form1")
                .of(there);

        assertThat(shareOf(came)).isEqualTo(idOf(code));
        assertThat(shareOf(form)).isEqualTo(idOf(code));
        assertThat(distinct("address_hash", came, form)).isEqualTo(1);
    }

    @Test
    void aLinkThatNobodyMadeOneOfAnotherCampaignAndOnesOwnDoNotCount() {
        var sharer = phone("shares twice");
        var own = share(sharer, "one", "0007");
        var elsewhere = share(sharer, "other", "0007");
        var first = phone("guesses");
        var second = phone("is lost");

        vote(here, sharer, "0007", "198.51.100.4", own);
        vote(here, first, "0007", "198.51.100.4", "zzzzzzzzzz");
        vote(there, second, "0007", "198.51.100.4", elsewhere);

        assertThat(signals(sharer, first, second)).isEqualTo(3);
        assertThat(shareOf(sharer) + shareOf(first) + shareOf(second)).isZero();
    }

    @Test
    void whoAsksWhatIsHeldIsToldOfHowManyVotesAndTheLogOfNone() {
        var voter = phone("is curious");
        vote(here, voter, "0001", "192.0.2.44", null);

        assertThat(voter.send(HttpMethod.GET, "/v1/me").json().getLong("addresses"))
                .isEqualTo(1);
        var hash = SITE.number("SELECT ('x' || encode(substr(address_hash, 1, 6), 'hex'))::bit(48)::bigint FROM signal"
                + " WHERE voter = " + voter.voter());
        assertThat(SITE.log()).doesNotContain("192.0.2.44").doesNotContain("%012x".formatted(hash));
    }
}

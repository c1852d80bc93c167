package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.FaultProxy;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One voter and his phone: what he is told of each tap. */
class VoteIT {
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 1")
            .campaign("two", "perDay: 2, sameWork: once-a-day")
            .campaign("five", "perDay: 5, sameWork: allowed")
            .campaign("hidden", "perDay: 1", "results: {show: hidden}\n")
            .campaign("early", "perDay: 1", "opens: 2099-01-01T00:00\n")
            .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n")
            .campaign("strict", "perDay: 1", "")
            .limits("strict", 3)
            .campaign("crowded", "perDay: 1")
            .addressLimit("crowded", 5);
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 8);
    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static RunningServer server;

    private Phone phone;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    @BeforeEach
    void aNewVoter() {
        phone = Phone.login(CLIENT, server, "person" + VOTERS.incrementAndGet());
    }

    private static long rows(String campaign, Phone phone) {
        return SITE.number("SELECT count(*) FROM ballot b JOIN campaign c ON c.id = b.campaign WHERE c.slug = '"
                + campaign + "' AND b.voter = " + phone.voter());
    }

    private String today() {
        return phone.me("one").json().getString("day");
    }

    @Test
    void aVoteIsRecordedAndToldInAFewBytes() {
        var answer = phone.tap("one", "0017", "k");
        assertThat(answer.recorded()).isTrue();
        assertThat(answer.json().fieldNames()).containsExactly("ok", "votes", "left", "resets");
        assertThat(answer.json().toBuffer().length()).isLessThanOrEqualTo(120);
        assertThat(answer.json().getInteger("left")).isZero();
    }

    @Test
    void theSameTapAgainIsARepeatWithItsDay() {
        var first = phone.tap("one", "0017", "k");
        var again = phone.tap("one", "17", "k");
        assertThat(again.repeat()).isTrue();
        assertThat(again.json().getString("day")).isEqualTo(today());
        assertThat(again.json().getLong("votes")).isEqualTo(first.json().getLong("votes"));
        assertThat(again.json().toBuffer().length()).isLessThanOrEqualTo(120);
        assertThat(rows("one", phone)).isEqualTo(1);
    }

    @Test
    void theCountIncludesThisVoteAtOnceAndNeverGoesBack() {
        var before = phone.tap("one", "0018").json().getLong("votes");
        for (int i = 0; i < 5; i++) {
            var other = Phone.login(CLIENT, server, "more" + VOTERS.incrementAndGet());
            var votes = other.tap("one", "0018").json().getLong("votes");
            assertThat(votes).isGreaterThanOrEqualTo(before);
            assertThat(other.tap("one", "0018").json().getLong("votes")).isGreaterThanOrEqualTo(votes);
            before = votes;
        }
        Eventually.holds("6 votes are published", () -> phone.get("/v1/campaigns/one/works/0018")
                .json()
                .getLong("votes")
                .equals(6L));
    }

    @Test
    void aSecondVoteIsRefusedWithWhatWasChosenAndWhenToCome() {
        phone.tap("one", "0017");
        var refused = phone.tap("one", "0018");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("quota-spent");
        assertThat(refused.json().getJsonArray("today")).containsExactly("0017");
        assertThat(refused.json().getString("scope")).isEqualTo("day");
        assertThat(refused.json().getInteger("left")).isZero();
        assertThat(refused.json().getLong("resets"))
                .isGreaterThan(refused.json().getLong("now"));
    }

    @Test
    void theSameWorkOnTheSameDayIsARepeatWithWhateverKey() {
        phone.tap("two", "0017", "k1");
        var again = phone.tap("two", "0017", "k2");
        assertThat(again.repeat()).isTrue();
        assertThat(again.json().getInteger("left")).isEqualTo(1);
        assertThat(phone.tap("two", "0017").repeat()).isTrue();
        assertThat(rows("two", phone)).isEqualTo(1);
    }

    @Test
    void aKeyIsForOneWork() {
        phone.tap("two", "0017", "k");
        assertThat(phone.tap("two", "0018", "k").code()).isEqualTo("key-reused");
        phone.tap("two", "0019", "other");
        // the quota is spent now, and the voter's rows are asked instead of the writer
        Eventually.holds(
                "the reader says so too",
                () -> phone.tap("two", "0018", "k").code().equals("key-reused"));
    }

    @Test
    void severalVotesForOneWorkNeedKeys() {
        var refused = phone.tap("five", "0017");
        assertThat(refused.code()).isEqualTo("malformed");
        assertThat(refused.json().getString("field")).isEqualTo("Idempotency-Key");
        for (int i = 1; i <= 5; i++) {
            var answer = phone.tap("five", "0017", "k" + i);
            assertThat(answer.recorded()).isTrue();
            assertThat(answer.json().getInteger("left")).isEqualTo(5 - i);
        }
        assertThat(phone.tap("five", "0017", "k1").repeat()).isTrue();
        assertThat(phone.tap("five", "0017", "k6").code()).isEqualTo("quota-spent");
    }

    @Test
    void aTapForAnotherDayIsNotForToday() {
        var yesterday = LocalDate.parse(today()).minusDays(1).toString();
        assertThat(phone.tap("one", "0017", "k", yesterday).code()).isEqualTo("day-over");
        var tomorrow = LocalDate.parse(today()).plusDays(1).toString();
        assertThat(phone.tap("one", "0017", "k", tomorrow).json().getString("field"))
                .isEqualTo("day");
        assertThat(phone.tap("one", "0017", "k", "29-02-2024").json().getString("field"))
                .isEqualTo("day");
        assertThat(phone.tap("one", "0017", "k", today()).recorded()).isTrue();
        for (var key : new String[] {"other", null}) {
            var over = phone.tap("one", "0018", key, yesterday);
            assertThat(over.code()).isEqualTo("day-over");
            assertThat(over.json().getInteger("left")).isZero();
            assertThat(over.json().getJsonArray("today")).containsExactly("0017");
        }
    }

    @Test
    void theAnswerLostOnTheWayIsARepeatWhenTheTapIsTriedAgain() throws IOException {
        try (var proxy = new FaultProxy(server.port())) {
            proxy.cutAnswers(true);
            assertThat(phone.on(proxy.port()).tap("one", "0017", "k").status()).isZero();
            proxy.cutAnswers(false);
            Eventually.holds("the first try is recorded", () -> rows("one", phone) == 1);
            assertThat(phone.on(proxy.port()).tap("one", "0017", "k").repeat()).isTrue();
            assertThat(rows("one", phone)).isEqualTo(1);
        }
    }

    @Test
    void meTellsWhatWasChosenToday() {
        assertThat(phone.me("two").json().getInteger("left")).isEqualTo(2);
        phone.tap("two", "0017");
        phone.tap("two", "0018");
        var me = phone.me("two").json();
        assertThat(me.getInteger("left")).isZero();
        assertThat(me.getJsonArray("today")).containsExactly("0017", "0018");
        assertThat(me.getString("voter")).isEqualTo(Long.toString(phone.voter()));
        assertThat(me.getLong("resets")).isGreaterThan(me.getLong("now"));
    }

    @Test
    void hiddenResultsShowNowhere() {
        assertThat(phone.tap("hidden", "0017").json().containsKey("votes")).isFalse();
        var work = phone.get("/v1/campaigns/hidden/works/0017").json();
        assertThat(work.fieldNames()).doesNotContain("votes", "rank", "asOf");
        assertThat(phone.get("/v1/campaigns/hidden/works?sort=votes").code()).isEqualTo("results-hidden");
        assertThat(phone.get("/v1/campaigns/hidden/tally").code()).isEqualTo("results-hidden");
        assertThat(phone.get("/v1/campaigns/hidden")
                        .json()
                        .getJsonObject("totals")
                        .containsKey("votes"))
                .isFalse();
    }

    @Test
    void theWindowIsKept() {
        var early = phone.tap("early", "0017", "k");
        assertThat(early.code()).isEqualTo("not-open");
        assertThat(early.json().getLong("opens")).isGreaterThan(4_000_000_000L);
        assertThat(phone.tap("over", "0017", "k").code()).isEqualTo("closed");
        assertThat(phone.get("/v1/campaigns/over").json().getString("state")).isEqualTo("closed");
    }

    @Test
    void whoTapsTooFastIsToldHowLongToWait() {
        for (int i = 0; i < 3; i++) {
            assertThat(phone.tap("strict", "0017").counted()).isTrue();
        }
        var refused = phone.tap("strict", "0017");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-fast");
        assertThat(Integer.parseInt(refused.retryAfter())).isBetween(1, 60);
        assertThat(phone.tap("one", "0017").recorded()).isTrue();
    }

    @Test
    void anAddressHasALimitOfItsOwnWhoeverComesFromIt() {
        for (int i = 0; i < 5; i++) {
            assertThat(Phone.login(CLIENT, server, "crowd" + i)
                            .tap("crowded", "0017")
                            .recorded())
                    .isTrue();
        }
        var refused = phone.tap("crowded", "0017");
        assertThat(refused.code()).isEqualTo("too-fast");
        assertThat(rows("crowded", phone)).isZero();
        assertThat(phone.tap("one", "0017").recorded()).isTrue();
    }

    @Test
    void aBannedVoterIsRefusedButWhatWasRecordedIsStillToldAsSuch() {
        phone.tap("two", "0017", "k");
        SITE.execute("INSERT INTO ban VALUES (" + phone.voter() + ", campaign_time(), NULL, 'test')");
        var refused = phone.tap("two", "0018", "k2");
        assertThat(refused.code()).isEqualTo("voter-banned");
        // an earlier try of this tap could still be in flight
        assertThat(Integer.parseInt(refused.retryAfter())).isBetween(1, 31);
        assertThat(phone.tap("two", "0017", "k").repeat()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a key", "clé", "", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aKeyIsOneToSixtyFourPrintableCharacters(String key) {
        assertThat(phone.tap("one", "0017", key).json().getString("field")).isEqualTo("Idempotency-Key");
    }

    @Test
    void aLiveServerSaysSoOnItsOwnPort() {
        assertThat(List.of("/live", "/ready"))
                .allMatch(path -> Phone.login(CLIENT, server, "x")
                                .on(server.managementPort())
                                .get(path)
                                .status()
                        == 200);
    }
}

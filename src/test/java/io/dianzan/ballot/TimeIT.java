package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Taps on both sides of a day's border. Campaign time only goes forward: these stand in the order of its calendar. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TimeIT {
    private static final TestSite SITE = new TestSite()
            .campaign("midnight", "perDay: 1")
            .campaign("five", "perDay: 1", "dayStarts: \"05:00\"\n")
            .campaign("berlin", "perDay: 1", "dayStarts: \"02:30\"\n")
            .zone("berlin", "Europe/Berlin");
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 4);
    private static Phone phone;
    private static Phone other;

    @BeforeAll
    static void start() {
        SITE.execute("INSERT INTO clock_shift (shift) VALUES (timestamptz '2024-02-01 00:00Z' - clock_timestamp())");
        RunningServer server = SITE.server();
        phone = Phone.login(CLIENT, server, "me");
        other = Phone.login(CLIENT, server, "other");
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static String dayOf(String campaign) {
        return phone.me(campaign).json().getString("day");
    }

    /** One vote just before the border, refused a second one, and a new vote just after it. */
    private static void crosses(String campaign, String border, String before, String after) {
        var at = Instant.parse(border);
        SITE.travelTo(at.minusSeconds(8));
        var first = phone.tap(campaign, "0001", "k-" + before, before);
        assertThat(first.recorded()).as("%s", first).isTrue();
        assertThat(first.json().getLong("resets")).isEqualTo(at.getEpochSecond());
        assertThat(phone.tap(campaign, "0002").code()).isEqualTo("quota-spent");
        SITE.travelTo(at.plusSeconds(1));
        assertThat(dayOf(campaign)).isEqualTo(after);
        assertThat(phone.tap(campaign, "0002", "k-" + after, after).recorded()).isTrue();
        assertThat(SITE.number("SELECT count(*) FROM ballot b JOIN campaign c ON c.id = b.campaign WHERE slug = '"
                        + campaign + "' AND day = '" + before + "'"))
                .isEqualTo(1);
    }

    @Test
    @Order(1)
    void theDayEndsAtMidnightOfShanghaiOnALeapDayToo() {
        crosses("midnight", "2024-02-28T16:00:00Z", "2024-02-28", "2024-02-29");
    }

    @Test
    @Order(2)
    void theLostAnswerOfYesterdayIsARepeatWithItsDay() {
        var withDay = phone.tap("midnight", "0001", "k-2024-02-28", "2024-02-28");
        assertThat(withDay.repeat()).isTrue();
        assertThat(withDay.json().getString("day")).isEqualTo("2024-02-28");
        // kept offline until its day was over: it must not spend today's vote
        var late = other.tap("midnight", "0001", "kept", "2024-02-28");
        assertThat(late.code()).isEqualTo("day-over");
        assertThat(Integer.parseInt(late.retryAfter())).isBetween(1, 31);
        assertThat(other.me("midnight").json().getInteger("left")).isEqualTo(1);
    }

    @Test
    @Order(3)
    void aKeyWithoutADayIsLookedForOnThePreviousDayToo() {
        assertThat(other.tap("midnight", "0003", "dayless").recorded()).isTrue();
        SITE.travelTo(Instant.parse("2024-02-29T16:00:02Z"));
        var again = other.tap("midnight", "0003", "dayless");
        assertThat(again.repeat()).isTrue();
        assertThat(again.json().getString("day")).isEqualTo("2024-02-29");
        assertThat(again.json().getInteger("left")).isEqualTo(1);
        assertThat(other.tap("midnight", "0004", "dayless").code()).isEqualTo("key-reused");
        // without a key it is a new tap after midnight
        assertThat(other.tap("midnight", "0003").recorded()).isTrue();
        assertThat(other.tap("midnight", "0003", "dayless").repeat()).isTrue();
    }

    @Test
    @Order(4)
    void aDayThatStartsAtFiveKeepsTheNight() {
        crosses("five", "2024-02-29T21:00:00Z", "2024-02-29", "2024-03-01");
    }

    @Test
    @Order(5)
    void theDaysOfASpringChangeStartAnHourLater() {
        crosses("berlin", "2024-03-31T01:30:00Z", "2024-03-30", "2024-03-31");
    }

    @Test
    @Order(6)
    void theDaysOfAnAutumnChangeStartAtTheFirstOfTwo() {
        crosses("berlin", "2024-10-27T00:30:00Z", "2024-10-26", "2024-10-27");
    }

    @Test
    @Order(7)
    void daysThatAreOverAreFencedAndPartitionsAreMadeAWeekAhead() {
        Eventually.holds(
                "all days that are over are fenced",
                () -> SITE.number(
                                "SELECT count(*) FROM campaign_day d WHERE ends_at + interval '30 s' <= campaign_time()"
                                        + " AND NOT EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day)")
                        == 0);
        assertThat(SITE.number("SELECT count(*) FROM fence WHERE day = '2024-02-28'"))
                .isGreaterThanOrEqualTo(2);
        assertThat(SITE.number("SELECT count(*) FROM pg_class WHERE relname = 'ballot_20241103'"))
                .isEqualTo(1);
    }
}

package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Crowd.Told;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.Ledger.Row;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Quotas that are wider than a day, on two servers and two days, 100 accounts at once: exactly the rows that the rules
 * allow. Works with an odd number are poems, the others songs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WideQuotasIT {
    private static final int VOTERS = 100;
    private static final String[] WORKS = {"0001", "0002", "0003", "0004", "0005", "0006"};
    private static final TestSite SITE = new TestSite()
            .campaign("work", "perDay: 4, sameWork: allowed, perWork: 2")
            .campaign("category", "perDay: 3, perCategory: 2")
            .campaign("whole", "perDay: 3, perCampaign: 4")
            .campaign("all", "perDay: 5, sameWork: allowed, perWork: 2, perCategory: 3, perCampaign: 5")
            .campaign("narrow", "perDay: 2");
    private static RunningServer here;
    private static Crowd crowd;

    @BeforeAll
    static void start() {
        here = SITE.server();
        var there = SITE.server();
        SITE.execute("UPDATE work SET category = CASE WHEN number::integer % 2 = 1 THEN 'poems' ELSE 'songs' END;"
                + " UPDATE campaign SET catalogue = catalogue + 1");
        crowd = new Crowd(VOTERS, 20240229, here, there);
    }

    @AfterAll
    static void stop() {
        crowd.close();
        SITE.close();
    }

    private static List<Told> everybodyTaps(String campaign, String... works) {
        return crowd.tap(campaign, crowd.everybodyWants(works), null);
    }

    private static <K> void assertMost(Ledger ledger, Function<Row, K> kind, int most) {
        ledger.voterToRows().forEach((voter, rows) -> assertThat(
                        rows.stream().collect(Collectors.groupingBy(kind, Collectors.counting())))
                .as("ballots of voter %d", voter)
                .allSatisfy((one, count) -> assertThat(count).isLessThanOrEqualTo(most)));
    }

    private static String category(Row row) {
        return Integer.parseInt(row.work()) % 2 == 1 ? "poems" : "songs";
    }

    private static Map<String, Long> scopes(List<Told> told) {
        return told.stream()
                .filter(one -> !one.answer().counted())
                .collect(Collectors.groupingBy(
                        one -> one.answer().code() + one.answer().json().getString("scope", ""),
                        Collectors.counting()));
    }

    private static void assertNobodyWasRefusedWrongly(List<Told> told, long recorded) {
        assertThat(told.stream().filter(one -> one.answer().recorded()).count())
                .as("%s", Crowd.summary(told))
                .isEqualTo(recorded);
    }

    @Test
    @Order(1)
    void aWorkGetsNoMoreThanItsVotesOnTheFirstDay() {
        var told = everybodyTaps("work", "0001", "0001", "0001", "0001", "0001");
        var ledger = Ledger.of(SITE, "work");
        assertThat(ledger.rows()).hasSize(2 * VOTERS);
        assertNobodyWasRefusedWrongly(told, 2 * VOTERS);
        assertThat(scopes(told)).containsOnlyKeys("work-spent");
    }

    @Test
    @Order(1)
    void aCategoryGetsNoMoreThanItsVotesOnTheFirstDay() {
        var told = everybodyTaps("category", "0001", "0003", "0005", "0007", "0009");
        var ledger = Ledger.of(SITE, "category");
        assertThat(ledger.rows()).hasSize(2 * VOTERS);
        assertNobodyWasRefusedWrongly(told, 2 * VOTERS);
        assertThat(scopes(told)).containsOnlyKeys("quota-spentcategory");
        assertThat(told.stream().filter(one -> !one.answer().counted()))
                .as("another category has one vote left today")
                .allMatch(one -> one.answer().json().getInteger("left") == 1
                        && one.answer().json().containsKey("resets"));
    }

    @Test
    @Order(1)
    void aVoterHasNoMoreThanHisDaysVotesOnTheFirstDay() {
        var told = everybodyTaps("whole", WORKS);
        var ledger = Ledger.of(SITE, "whole");
        assertThat(ledger.rows()).hasSize(3 * VOTERS);
        ledger.assertQuota(3);
        ledger.assertTrue(told, 3);
        assertThat(scopes(told)).containsOnlyKeys("quota-spentday");
    }

    @Test
    @Order(1)
    void allQuotasAtOnceLeaveNobodyTooManyAndNobodyTooFew() {
        var told = everybodyTaps("all", "0001", "0001", "0001", "0003", "0003", "0002", "0002", "0002");
        var ledger = Ledger.of(SITE, "all");
        assertMost(ledger, Row::work, 2);
        assertMost(ledger, WideQuotasIT::category, 3);
        assertMost(ledger, Row::voter, 5);
        // three poems, and the two that the one song may have
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(5 * VOTERS);
        assertNobodyWasRefusedWrongly(told, 5 * VOTERS);
        ledger.assertTally(crowd.phones().get(0), "all");
    }

    @Test
    @Order(1)
    void rulesThatAreNoWiderThanADayWriteNoTurn() {
        everybodyTaps("narrow", "0001", "0002");
        assertThat(SITE.number("SELECT count(*) FROM turn t JOIN campaign c ON c.id = t.campaign"
                        + " WHERE c.slug = 'narrow'"))
                .isZero();
        assertThat(SITE.number(
                        "SELECT count(*) FROM turn t JOIN campaign c ON c.id = t.campaign" + " WHERE c.slug = 'whole'"))
                .isEqualTo(Ledger.of(SITE, "whole").rows().size());
    }

    @Test
    @Order(2)
    void thenADayGoesBy() {
        SITE.shiftTime("1 day");
    }

    @Test
    @Order(3)
    void theSecondDayGivesNoWorkMoreThanItsVotes() {
        var told = everybodyTaps("work", "0001", "0002", "0002", "0002");
        var ledger = Ledger.of(SITE, "work");
        assertThat(ledger.rows()).hasSize(4 * VOTERS);
        assertMost(ledger, Row::work, 2);
        assertNobodyWasRefusedWrongly(told, 2 * VOTERS);
        assertThat(scopes(told)).containsOnlyKeys("work-spent");
    }

    @Test
    @Order(3)
    void theSecondDayGivesNoCategoryMoreThanItsVotes() {
        var told = everybodyTaps("category", "0001", "0002", "0004", "0006");
        var ledger = Ledger.of(SITE, "category");
        assertThat(ledger.rows()).hasSize(4 * VOTERS);
        assertMost(ledger, WideQuotasIT::category, 2);
        assertNobodyWasRefusedWrongly(told, 2 * VOTERS);
    }

    @Test
    @Order(3)
    void theSecondDayGivesNoVoterMoreThanHisCampaignsVotesAndPromisesNoThird() {
        var told = everybodyTaps("whole", "0011", "0012", "0013", "0014");
        var ledger = Ledger.of(SITE, "whole");
        assertThat(ledger.rows()).hasSize(4 * VOTERS);
        assertMost(ledger, Row::voter, 4);
        assertNobodyWasRefusedWrongly(told, VOTERS);
        assertThat(scopes(told)).containsOnlyKeys("quota-spentcampaign");
        assertThat(told)
                .allMatch(one -> one.answer().json().getInteger("left") == 0
                        && !one.answer().json().containsKey("resets"));
        ledger.assertTally(crowd.phones().get(0), "whole");
    }

    @Test
    @Order(4)
    void oneIsToldWhatIsLeftOfTheWholeCampaign() {
        var phone = crowd.phones().get(0);
        var me = phone.me("whole").json();
        assertThat(me.getInteger("left")).isZero();
        assertThat(me.containsKey("resets")).isFalse();
        assertThat(me.getString("spent")).isEqualTo("campaign");

        var other = phone.me("work").json();
        assertThat(other.getInteger("left")).isEqualTo(2);
        assertThat(other.containsKey("resets")).isTrue();
        assertThat(other.containsKey("spent")).isFalse();
    }

    @Test
    @Order(5)
    void aVoteThatLeavesLessOfTheCampaignThanOfTheDaySaysSo() {
        var phone = Phone.login(Phone.connections(crowd.vertx(), 1), here, "comes late");
        assertThat(phone.tap("whole", "0001").json().getInteger("left")).isEqualTo(2);
        assertThat(phone.tap("whole", "0002").json().getInteger("left")).isEqualTo(1);
        SITE.shiftTime("2 days");
        assertThat(phone.me("whole").json().getInteger("left")).isEqualTo(2);
        assertThat(phone.tap("whole", "0003").json().getInteger("left")).isEqualTo(1);
        assertThat(phone.tap("whole", "0003").json().getInteger("left")).isEqualTo(1);
        var last = phone.tap("whole", "0004").json();
        assertThat(last.getInteger("left")).isZero();
        assertThat(last.containsKey("resets")).isFalse();
        var repeat = phone.tap("whole", "0004").json();
        assertThat(repeat.getBoolean("repeat")).isTrue();
        assertThat(repeat.containsKey("resets")).isFalse();
        assertThat(phone.tap("whole", "0005").json().getString("scope")).isEqualTo("campaign");
    }

    @Test
    @Order(4)
    void theHeadTellsTheQuotasInNumbers() {
        var votes = crowd.phones().get(0).get("/v1/campaigns/all").json().getJsonObject("votes");
        assertThat(votes.getInteger("perWork")).isEqualTo(2);
        assertThat(votes.getInteger("perCategory")).isEqualTo(3);
        assertThat(votes.getInteger("perCampaign")).isEqualTo(5);
        assertThat(crowd.phones()
                        .get(0)
                        .get("/v1/campaigns/narrow")
                        .json()
                        .getJsonObject("votes")
                        .fieldNames())
                .containsExactlyInAnyOrder("perDay", "sameWork");
    }
}

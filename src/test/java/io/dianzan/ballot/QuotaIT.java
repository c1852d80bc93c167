package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Crowd.Told;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.TestSite;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 64 connections, 200 accounts, two servers on the same stores, all at once: exactly the rows that the rule allows. */
class QuotaIT {
    private static final int VOTERS = 200;
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 1")
            .campaign("three", "perDay: 3, sameWork: once-a-day")
            .campaign("five", "perDay: 5, sameWork: allowed");
    private static Crowd crowd;

    @BeforeAll
    static void start() {
        crowd = new Crowd(VOTERS, 20240227, SITE.server(), SITE.server());
    }

    @AfterAll
    static void stop() {
        crowd.close();
        SITE.close();
    }

    private static long recorded(List<Told> told) {
        return told.stream().filter(one -> one.answer().recorded()).count();
    }

    @Test
    void oneVoteADayForOneWork() {
        var told = crowd.tap("one", crowd.everybodyWants("0007", "0007", "0007", "0007"), null);
        var ledger = Ledger.of(SITE, "one");
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(VOTERS);
        assertThat(recorded(told)).isEqualTo(VOTERS);
        assertThat(told).allMatch(one -> one.answer().counted());
        ledger.assertQuota(1);
        ledger.assertTrue(told, 1);
        ledger.assertTally(crowd.phones().get(0), "one");
    }

    @Test
    void threeVotesADayEachForAnotherWork() {
        var wishes = crowd.everybodyWants("0001", "0002", "0002", "0003", "0004", "0005", "0005");
        var told = crowd.tap("three", wishes, null);
        var ledger = Ledger.of(SITE, "three");
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(3 * VOTERS);
        assertThat(recorded(told)).isEqualTo(3 * VOTERS);
        ledger.assertQuota(3);
        ledger.assertTrue(told, 3);
        assertDifferentWorks(ledger, 3);
        assertLefts(told, 3);
        ledger.assertTally(crowd.phones().get(0), "three");
    }

    @Test
    void fiveVotesADayForAnyWork() {
        var wishes = crowd.everybodyWants("0001", "0001", "0001", "0002", "0002", "0003", "0003");
        var told = crowd.tap("five", wishes, null);
        var ledger = Ledger.of(SITE, "five");
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(5 * VOTERS);
        assertThat(recorded(told)).isEqualTo(5 * VOTERS);
        assertThat(told).noneMatch(one -> one.answer().repeat());
        ledger.assertQuota(5);
        ledger.assertTrue(told, 5);
        assertLefts(told, 5);
        ledger.assertTally(crowd.phones().get(0), "five");
    }

    private static void assertDifferentWorks(Ledger ledger, int count) {
        ledger.voterToRows().values().forEach(rows -> assertThat(
                        rows.stream().map(Ledger.Row::work).collect(Collectors.toSet()))
                .hasSize(count));
    }

    /** The votes left, as told with each recorded vote: every number below the quota, once. */
    private static void assertLefts(List<Told> told, int perDay) {
        told.stream()
                .filter(one -> one.answer().recorded())
                .collect(Collectors.groupingBy(
                        Told::voter,
                        Collectors.mapping(one -> one.answer().json().getInteger("left"), Collectors.toList())))
                .forEach((voter, lefts) -> assertThat(new HashSet<>(lefts))
                        .as("left, as told to voter %d", voter)
                        .hasSize(perDay)
                        .allMatch(left -> left >= 0 && left < perDay));
    }
}

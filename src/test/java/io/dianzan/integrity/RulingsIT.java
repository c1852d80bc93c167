package io.dianzan.integrity;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.integrity.Ruled.Verdict;
import io.dianzan.integrity.Rulings.By;
import io.dianzan.integrity.Rulings.Shown;
import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.SampleLedger;
import io.dianzan.kit.TestPostgres;
import io.dianzan.tally.Recount;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rulings over selections of ballots, by clients that cross each other. */
class RulingsIT {
    private static final By ONE = new By("one", "looks bought");
    private static final By OTHER = new By("other", "looks bought too");
    private static final Shown ANY = new Shown(null, 1_000_000);
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final SampleLedger LEDGER = new SampleLedger(POSTGRES);
    private static final Vertx VERTX = Vertx.vertx();
    private static Pool pool;
    private static Rulings rulings;

    @BeforeAll
    static void start() {
        POSTGRES.execute("ALTER TABLE signal ADD COLUMN IF NOT EXISTS prefix_hash bytea");
        pool = POSTGRES.pool(VERTX, 16);
        rulings = new Rulings(pool);
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static Ruled rule(int campaign, Selection selection, Ruling ruling) {
        return await(rulings.rule(campaign, selection, ruling, ANY, ONE));
    }

    private static long weighed(int campaign, Selection selection) {
        return await(rulings.weigh(campaign, selection, Ruling.HOLD)).ballots();
    }

    private static void holdsTogether(int campaign) {
        assertThat(LEDGER.off(campaign)).isZero();
        assertThat(await(new Recount(pool).of(campaign, false, "test"))).isEmpty();
        assertThat(LEDGER.wrongSteps(campaign)).isZero();
    }

    @Test
    void holdVoidAndReleaseMoveTheValidCountAndNothingElse() {
        var campaign = LEDGER.campaign("moves", "");
        var voters = LEDGER.voters(10);
        LEDGER.cast(campaign, voters, "0001", "1 hour");
        LEDGER.cast(campaign, voters.subList(0, 4), "0002", "1 day");
        var ofWork = Selection.ofWork("0001");

        assertThat(rule(campaign, ofWork, Ruling.HOLD).ballots()).isEqualTo(10);
        assertThat(LEDGER.valid(campaign)).isEqualTo(4);
        assertThat(rule(campaign, Selection.ofVoter(voters.get(0)), Ruling.VOID).ballots())
                .isEqualTo(2);
        assertThat(LEDGER.valid(campaign)).isEqualTo(3);
        var released = rule(campaign, ofWork, Ruling.RELEASE);
        assertThat(released.verdict()).isEqualTo(Verdict.DONE);
        assertThat(released.stateToBallots()).isEqualTo(Map.of("held", 9L, "void", 1L));
        assertThat(LEDGER.valid(campaign)).isEqualTo(13);

        assertThat(LEDGER.recorded(campaign)).isEqualTo(14);
        assertThat(POSTGRES.number("SELECT count(*) FROM ballot WHERE campaign = " + campaign))
                .isEqualTo(14);
        assertThat(POSTGRES.number("SELECT count(*) FROM audit WHERE campaign = " + campaign))
                .isEqualTo(3);
        assertThat(POSTGRES.number(
                        "SELECT (after->>'valid')::int FROM audit WHERE act = 'void' AND campaign = " + campaign))
                .isEqualTo(-1);
        holdsTogether(campaign);
    }

    @Test
    void aSecondHoldIsToldWhatItMet() {
        var campaign = LEDGER.campaign("met", "");
        LEDGER.cast(campaign, LEDGER.voters(3), "0001", "1 hour");
        rule(campaign, Selection.ofWork("0001"), Ruling.HOLD);
        var second = rule(campaign, Selection.ofWork("0001"), Ruling.HOLD);
        assertThat(second.verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(second.stateToBallots()).isEqualTo(Map.of("held", 3L));
        assertThat(rule(campaign, Selection.ofWork("0001"), Ruling.VOID).verdict())
                .isEqualTo(Verdict.DONE);
        assertThat(rule(campaign, Selection.ofWork("0001"), Ruling.HOLD).stateToBallots())
                .isEqualTo(Map.of("void", 3L));
        holdsTogether(campaign);
    }

    @Test
    void aSelectionNamesExactlyItsBallots() {
        var campaign = LEDGER.campaign("selected", "");
        var elsewhere = LEDGER.campaign("elsewhere", "");
        var voters = LEDGER.voters(6);
        LEDGER.cast(campaign, voters, "0001", "49 hours");
        LEDGER.cast(campaign, voters.subList(0, 3), "0002", "25 hours");
        LEDGER.cast(campaign, voters.subList(0, 2), "0002", "1 second");
        LEDGER.cast(elsewhere, voters, "0002", "25 hours");
        var day = LocalDate.ofInstant(Instant.now().minusSeconds(25 * 3600), ZoneOffset.UTC);
        var middle = Instant.now().minusSeconds(30 * 3600);
        var voter = voters.get(0);

        assertThat(weighed(campaign, Selection.ofVoter(voter))).isEqualTo(3);
        assertThat(weighed(campaign, Selection.ofWork("0002"))).isEqualTo(5);
        assertThat(weighed(campaign, new Selection(null, null, day, null, null, null, null, null)))
                .isEqualTo(3);
        assertThat(weighed(campaign, new Selection(null, null, null, middle, null, null, null, null)))
                .isEqualTo(5);
        assertThat(weighed(campaign, Selection.NONE.before(middle))).isEqualTo(6);
        assertThat(weighed(campaign, new Selection(voter, "0002", null, middle, null, null, null, null)))
                .isEqualTo(2);
        assertThat(weighed(campaign, Selection.ofWork("0009"))).isZero();
        assertThat(Await.failureOf(rulings.weigh(campaign, Selection.NONE, Ruling.HOLD)))
                .isNotNull();
    }

    @Test
    void addressesPrefixesAndSharesSelectByWhatCameWithTheBallot() {
        var campaign = LEDGER.campaign("signals", "");
        var voters = LEDGER.voters(4);
        LEDGER.cast(campaign, voters, "0001", "1 hour");
        POSTGRES.execute("""
                INSERT INTO signal (campaign, day, voter, slot, address_hash, prefix_hash)
                SELECT campaign, day, voter, slot, decode(CASE WHEN voter = %2$d THEN 'aaaaaaaa' ELSE 'bbbbbbbb' END, 'hex'),
                  decode('cccccccc', 'hex')
                FROM ballot WHERE campaign = %1$d AND voter <> %3$d;
                INSERT INTO share (code, campaign, work, created_at)
                SELECT 'Code', %1$d, id, now() FROM work WHERE campaign = %1$d AND number = '0001';
                INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules, share)
                SELECT campaign, day, voter, 2, work, gen_random_uuid(), accepted_at, 1, (SELECT id FROM share WHERE code = 'Code')
                FROM ballot WHERE campaign = %1$d AND voter = %2$d
                """.formatted(campaign, voters.get(0), voters.get(3)));
        assertThat(weighed(campaign, new Selection(null, null, null, null, null, "aaaaaaaa", null, null)))
                .isEqualTo(1);
        assertThat(weighed(campaign, new Selection(null, null, null, null, null, null, "cccccccc", null)))
                .isEqualTo(3);
        assertThat(weighed(campaign, new Selection(null, null, null, null, null, "bbbbbbbb", "cccccccc", null)))
                .isEqualTo(2);
        assertThat(weighed(campaign, new Selection(null, null, null, null, null, null, null, "Code")))
                .isEqualTo(1);
    }

    @Test
    void aPersonsBallotsAreRuledUnderAllHisNumbersButBlankAndMergedOnesAreNot() {
        var campaign = LEDGER.campaign("person", "");
        var gone = LEDGER.voter();
        var stays = LEDGER.voter();
        LEDGER.cast(campaign, gone, "0001", "1 hour");
        LEDGER.cast(campaign, stays, "0002", "1 hour");
        merge(gone, stays);
        for (var number : List.of(gone, stays)) {
            var weighed = await(rulings.weigh(campaign, Selection.ofVoter(number), Ruling.VOID));
            assertThat(weighed.ballots()).isEqualTo(1);
            assertThat(weighed.stateToBallots()).isEqualTo(Map.of("valid", 1L, "merged", 1L));
        }
        assertThat(rule(campaign, Selection.ofVoter(gone), Ruling.VOID).ballots())
                .isEqualTo(1);
        assertThat(rule(campaign, Selection.ofVoter(gone), Ruling.RELEASE).ballots())
                .isEqualTo(1);
        assertThat(LEDGER.valid(campaign)).isEqualTo(1);
        holdsTogether(campaign);
    }

    @Test
    void crossingHoldsCountEachBallotOnce() {
        var campaign = LEDGER.campaign("cross", "");
        LEDGER.cast(campaign, LEDGER.voters(200), "0001", "1 hour");
        var told = crossing(campaign, List.of(Ruling.HOLD, Ruling.HOLD, Ruling.HOLD, Ruling.HOLD));
        assertThat(told.stream().filter(ruled -> ruled.verdict() == Verdict.DONE))
                .hasSize(1);
        assertThat(told.stream().filter(ruled -> ruled.verdict() == Verdict.NOTHING))
                .hasSize(3)
                .allSatisfy(ruled -> assertThat(ruled.stateToBallots()).isEqualTo(Map.of("held", 200L)));
        assertThat(LEDGER.valid(campaign)).isZero();
        holdsTogether(campaign);
    }

    @Test
    void crossingHoldAndVoidEndVoidAndTakeEachVoteAwayOnce() {
        for (int round = 0; round < 5; round++) {
            var campaign = LEDGER.campaign("hold-void-" + round, "");
            LEDGER.cast(campaign, LEDGER.voters(50), "0001", "1 hour");
            var told = crossing(campaign, List.of(Ruling.HOLD, Ruling.VOID));
            assertThat(told.get(1).verdict()).isEqualTo(Verdict.DONE);
            var met = told.get(0).verdict() == Verdict.DONE ? Map.of("held", 50L) : Map.of("valid", 50L);
            assertThat(told.get(1).stateToBallots()).isEqualTo(met);
            assertThat(POSTGRES.number("SELECT count(*) FROM ruling WHERE state = 'void' AND campaign = " + campaign))
                    .isEqualTo(50);
            assertThat(LEDGER.valid(campaign)).isZero();
            holdsTogether(campaign);
        }
    }

    /** Each by a client of its own, at once. */
    private static List<Ruled> crossing(int campaign, List<Ruling> all) {
        var told = all.stream()
                .map(ruling -> new Rulings(pool).rule(campaign, Selection.ofWork("0001"), ruling, ANY, OTHER))
                .toList();
        return await(Future.all(told)).list();
    }

    @Test
    void manyClientsWhoseSelectionsOverlapLeaveTheTallyTrue() {
        var seed = 20240301;
        var random = new Random(seed);
        var campaign = LEDGER.campaign("many", "");
        var voters = LEDGER.voters(60);
        for (var work : List.of("0001", "0002", "0003")) {
            LEDGER.cast(campaign, voters, work, "1 hour");
        }
        var clients = new ArrayList<Future<Void>>();
        for (int i = 0; i < 8; i++) {
            var client = new Rulings(pool);
            var done = Future.<Void>succeededFuture();
            for (int n = 0; n < 25; n++) {
                var selection = random.nextBoolean()
                        ? Selection.ofVoter(voters.get(random.nextInt(10)))
                        : Selection.ofWork("000" + (1 + random.nextInt(3)));
                var ruling = Ruling.values()[random.nextInt(3)];
                done = done.compose(before -> client.rule(campaign, selection, ruling, ANY, ONE))
                        .mapEmpty();
            }
            clients.add(done);
        }
        await(Future.all(clients));
        assertThat(LEDGER.recorded(campaign)).isEqualTo(180);
        assertThat(LEDGER.valid(campaign)).isBetween(0L, 180L);
        holdsTogether(campaign);
    }

    @Test
    void rulingsWhileVotesAreCastNeitherMissNorInventOne() {
        var campaign = LEDGER.campaign("busy", "");
        var voters = LEDGER.voters(300);
        var held = new ArrayList<Future<Ruled>>();
        for (int i = 0; i < 30; i++) {
            LEDGER.cast(campaign, voters.subList(i * 10, i * 10 + 10), "0001", "1 second");
            held.add(new Rulings(pool).rule(campaign, Selection.ofWork("0001"), Ruling.HOLD, ANY, ONE));
        }
        await(Future.all(held));
        rule(campaign, Selection.ofWork("0001"), Ruling.HOLD);
        assertThat(LEDGER.recorded(campaign)).isEqualTo(300);
        assertThat(LEDGER.valid(campaign)).isZero();
        holdsTogether(campaign);
    }

    @Test
    void aMergeInFlightEndsFirstAndItsBallotsAreLeftAlone() throws SQLException {
        var campaign = LEDGER.campaign("merging", "");
        var voters = LEDGER.voters(3);
        LEDGER.cast(campaign, voters, "0001", "1 hour");
        try (var merge = POSTGRES.superuser();
                var statement = merge.createStatement()) {
            merge.setAutoCommit(false);
            statement.execute(mergedRuling(campaign, voters.get(0), 1));
            var hold = rulings.rule(campaign, Selection.ofWork("0001"), Ruling.HOLD, ANY, ONE);
            Eventually.holds(
                    "the ruling waits",
                    () -> POSTGRES.number("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
                            > 0);
            statement.execute("INSERT INTO tally_delta (campaign, works, recorded, valid) SELECT campaign, ARRAY[work],"
                    + " ARRAY[0], ARRAY[-1] FROM ballot WHERE campaign = " + campaign + " AND voter = "
                    + voters.get(0));
            merge.commit();
            assertThat(await(hold).stateToBallots()).isEqualTo(Map.of("valid", 2L, "merged", 1L));
        }
        assertThat(LEDGER.valid(campaign)).isZero();
        holdsTogether(campaign);
        // one that looked before an operator ruled is told to look again
        assertThat(POSTGRES.refusedToServer(mergedRuling(campaign, voters.get(1), 1)))
                .contains("came between");
    }

    @Test
    void whatIsFinalTakesNoRulingNoProposalAndNoMerge() {
        var campaign = LEDGER.campaign("final", "");
        var voters = LEDGER.voters(2);
        LEDGER.cast(campaign, voters, "0001", "1 hour");
        var digest = await(rulings.weigh(campaign, Selection.ofWork("0001"), Ruling.HOLD))
                .digest();
        LEDGER.makeFinal(campaign);
        assertThat(rule(campaign, Selection.ofWork("0001"), Ruling.HOLD).verdict())
                .isEqualTo(Verdict.FINAL);
        assertThat(await(rulings.propose(campaign, Selection.ofWork("0001"), Ruling.HOLD, digest, ONE))
                        .verdict())
                .isEqualTo(Verdict.FINAL);
        POSTGRES.refusedToServer(mergedRuling(campaign, voters.get(0), 1));
        assertThat(POSTGRES.number("SELECT count(*) FROM ruling WHERE campaign = " + campaign))
                .isZero();
        assertThat(LEDGER.valid(campaign)).isEqualTo(2);
    }

    @Test
    void twoVotersOfAFinalResultBecomeOneWithoutAChangeToIt() {
        var campaign = LEDGER.campaign("final-merge", "");
        var pair = LEDGER.voters(2);
        LEDGER.cast(campaign, pair, "0001", "1 hour");
        LEDGER.makeFinal(campaign);
        merge(pair.get(0), pair.get(1));
        assertThat(POSTGRES.number("SELECT count(*) FROM ruling WHERE campaign = " + campaign))
                .isZero();
        assertThat(LEDGER.valid(campaign)).isEqualTo(2);
        holdsTogether(campaign);
    }

    private static void merge(long one, long other) {
        await(pool.query(
                        "SELECT merge_voters(" + one + ", " + other + ", ARRAY(SELECT id FROM campaign),"
                                + " ARRAY(SELECT 1 FROM campaign), ARRAY(SELECT 1 FROM campaign), ARRAY(SELECT 1 FROM campaign))")
                .execute());
    }

    private static String mergedRuling(int campaign, long voter, int seq) {
        return "INSERT INTO ruling SELECT campaign, day, voter, slot, " + seq
                + ", 'merged', 'dianzan', 'one person', now()" + " FROM ballot WHERE campaign = " + campaign
                + " AND voter = " + voter;
    }

    @Test
    void nothingIsRuledThatWasNotShownAndNotMoreThanOneMayAlone() {
        var campaign = LEDGER.campaign("shown", "");
        LEDGER.cast(campaign, LEDGER.voters(3), "0001", "1 hour");
        var ofWork = Selection.ofWork("0001");
        var seen = await(rulings.weigh(campaign, ofWork, Ruling.HOLD));
        assertThat(seen.workToMove().values()).containsExactly(-3);
        assertThat(await(rulings.rule(campaign, ofWork, Ruling.HOLD, new Shown(seen.digest(), 2), ONE))
                        .verdict())
                .isEqualTo(Verdict.MANY);
        LEDGER.cast(campaign, LEDGER.voter(), "0001", "1 hour");
        var moved = await(rulings.rule(campaign, ofWork, Ruling.HOLD, new Shown(seen.digest(), 10), ONE));
        assertThat(moved.verdict()).isEqualTo(Verdict.MOVED);
        assertThat(moved.ballots()).isEqualTo(4);
        assertThat(POSTGRES.number("SELECT count(*) FROM ruling WHERE campaign = " + campaign))
                .isZero();
        assertThat(POSTGRES.number("SELECT count(*) FROM audit WHERE campaign = " + campaign))
                .isZero();
    }

    @Test
    void aRulingNamesOperatorsAndReasonAndCannotBeChanged() {
        var campaign = LEDGER.campaign("named", "");
        LEDGER.cast(campaign, LEDGER.voter(), "0001", "1 hour");
        rule(campaign, Selection.ofWork("0001"), Ruling.HOLD);
        assertThat(POSTGRES.number("SELECT count(*) FROM ruling WHERE operator = 'one' AND reason = 'looks bought'"
                        + " AND campaign = " + campaign))
                .isEqualTo(1);
        assertThat(POSTGRES.refusedToServer("UPDATE ruling SET state = 'valid'"))
                .isNotEqualTo("done");
        assertThat(POSTGRES.refusedToOwner("DELETE FROM ruling")).contains("append-only");
    }
}

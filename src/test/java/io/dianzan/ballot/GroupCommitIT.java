package io.dianzan.ballot;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.ballot.Outcome.Kind;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.FaultProxy;
import io.dianzan.kit.TestPostgres;
import io.dianzan.store.Incarnation;
import io.dianzan.store.Postgres;
import io.dianzan.store.ProductionRights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The writer by itself, on a real PostgreSQL. */
class GroupCommitIT {
    private final TestPostgres database = TestPostgres.fresh();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private SampleTaps taps;
    private FaultProxy wire;
    private GroupCommit ledger;
    private volatile boolean room = true;

    @BeforeEach
    void open() {
        taps = SampleTaps.in(database);
        wire = new FaultProxy(TestPostgres.port());
        ledger = new GroupCommit(
                vertx,
                new Postgres(vertx, database.addressThrough(wire.port())),
                new Incarnation(),
                new WriterLimits(1_000, 512, () -> room),
                new CommitMeters(new SimpleMeterRegistry()));
        onLoop(ledger::open);
    }

    @AfterEach
    void close() throws IOException {
        await(vertx.close());
        wire.close();
    }

    private <T> T onLoop(Supplier<Future<T>> work) {
        return await(started(work));
    }

    private <T> Future<T> started(Supplier<Future<T>> work) {
        var done = Promise.<T>promise();
        loop.runOnContext(turn -> work.get().onComplete(done));
        return done.future();
    }

    /** All of them in one turn of the loop. */
    private List<Outcome> append(List<Tap> all) {
        return onLoop(
                () -> Future.all(all.stream().map(ledger::append).toList()).map(done -> done.list()));
    }

    @Test
    void aBatchIsOneCallHoweverLarge() {
        database.countCalls();
        var all = new ArrayList<Tap>();
        for (int voter = 1; voter <= 400; voter++) {
            all.add(taps.of(voter, 1));
        }
        assertThat(append(all)).extracting(Outcome::kind).containsOnly(Kind.RECORDED);
        // the first tap finds the writer idle and goes alone; all others go together
        assertThat(database.calls()).isEqualTo(2);
        assertThat(database.number("SELECT count(*) FROM tally_delta")).isEqualTo(2);
    }

    @Test
    void twoTapsOfOneVoterInABatchAreToldApart() {
        var outcomes = append(List.of(taps.of(9, 5), taps.of(1, 1), taps.of(1, 2), taps.of(1, 1)));
        assertThat(outcomes.stream().skip(1).map(Outcome::kind))
                .containsExactly(Kind.RECORDED, Kind.QUOTA_SPENT, Kind.REPEAT);
        assertThat(database.number("SELECT count(*) FROM ballot WHERE voter = 1"))
                .isEqualTo(1);
    }

    @Test
    void aBatchWithoutAnAnswerIsSettledByItsOwnRows() {
        wire.cutAnswers(true);
        var outcome = started(() -> ledger.append(taps.of(1, 1)));
        Eventually.holds(
                "the row is there although the answer was lost",
                () -> database.number("SELECT count(*) FROM ballot") == 1);
        wire.cutAnswers(false);
        // the row carries the tap and its time: it is this very try, and no repeat of an earlier one
        assertThat(await(outcome).kind()).isEqualTo(Kind.RECORDED);
        assertThat(database.number("SELECT count(*) FROM ballot")).isEqualTo(1);
        assertThat(database.number("SELECT sum(valid) FROM standing")).isEqualTo(1);
    }

    @Test
    void whatCannotBeSettledInTimeIsToldAsUnknown() {
        wire.cutAnswers(true);
        var failure = failureOf(started(() -> ledger.append(taps.of(1, 1))));
        assertThat(((Refused) failure).reason()).isEqualTo(Refusal.OUTCOME_UNKNOWN);
    }

    @Test
    void whatWasNeverSentIsBusy() throws IOException {
        wire.close();
        database.endConnections();
        Eventually.holds("a tap is turned away", () -> {
            var failure = failureOf(started(() -> ledger.append(taps.of(1, 1))));
            return ((Refused) failure).reason() == Refusal.BUSY;
        });
        assertThat(database.number("SELECT count(*) FROM ballot")).isZero();
    }

    @Test
    void aFullQueueIsBusyAtOnce() {
        var all = new ArrayList<Future<Outcome>>();
        var failures = onLoop(() -> {
            for (int voter = 1; voter <= 1_100; voter++) {
                all.add(ledger.append(taps.of(voter, 1)));
            }
            return Future.join(all).otherwiseEmpty().map(done -> all.stream()
                    .filter(Future::failed)
                    .map(one -> ((Refused) one.cause()).reason())
                    .collect(Collectors.toList()));
        });
        assertThat(failures).hasSize(99).containsOnly(Refusal.BUSY);
        assertThat(database.number("SELECT count(*) FROM ballot")).isEqualTo(1_001);
    }

    @Test
    void oneBadRowDoesNotTakeTheOthersWithIt() {
        database.execute("ALTER TABLE ballot ADD CONSTRAINT trial CHECK (voter <> 7)");
        var all = new ArrayList<Future<Outcome>>();
        onLoop(() -> {
            for (int voter = 1; voter <= 20; voter++) {
                all.add(ledger.append(taps.of(voter, 1)));
            }
            return Future.join(all).otherwiseEmpty();
        });
        assertThat(all.stream().filter(Future::failed)).hasSize(1);
        assertThat(all.get(6).failed()).isTrue();
        assertThat(database.number("SELECT count(*) FROM ballot")).isEqualTo(19);
    }

    @Test
    void whatTheDatabaseGaveUpIsTriedAgainThreeTimes() {
        database.failInserts("40001", 3);
        assertThat(append(List.of(taps.of(1, 1)))).extracting(Outcome::kind).containsExactly(Kind.RECORDED);
        database.failInserts("40P01", 4);
        var failure = failureOf(started(() -> ledger.append(taps.of(2, 1))));
        assertThat(((Refused) failure).reason()).isEqualTo(Refusal.BUSY);
        assertThat(database.number("SELECT count(*) FROM ballot")).isEqualTo(1);
    }

    @Test
    void aFullDiskTurnsVotesOffUntilAProbeIsTaken() {
        database.failInserts("53100", 2);
        for (int i = 0; i < 20; i++) {
            var voter = i + 1;
            var failure = failureOf(started(() -> ledger.append(taps.of(voter, 1))));
            assertThat(((Refused) failure).reason()).isEqualTo(Refusal.BUSY);
        }
        assertThat(database.number("SELECT last_value FROM failures")).isEqualTo(1);
        Eventually.holds("votes are taken again", () -> {
            var outcome = started(() -> ledger.append(taps.of(99, 1)));
            return await(outcome.map(true).otherwise(false));
        });
        assertThat(append(List.of(taps.of(100, 1), taps.of(101, 1))))
                .extracting(Outcome::kind)
                .containsOnly(Kind.RECORDED);
    }

    @Test
    void withoutRoomOnTheDiskNothingIsTaken() {
        room = false;
        var failure = failureOf(started(() -> ledger.append(taps.of(1, 1))));
        assertThat(((Refused) failure).reason()).isEqualTo(Refusal.BUSY);
        assertThat(database.number("SELECT count(*) FROM ballot")).isZero();
    }

    @Test
    void aWriterThatIsBehindIsSentBack() {
        database.execute("UPDATE campaign SET world = world + 1");
        assertThat(append(List.of(taps.of(1, 1)))).extracting(Outcome::kind).containsExactly(Kind.WORLD_MOVED);
        assertThat(database.number("SELECT count(*) FROM ballot")).isZero();
    }

    @Test
    void noRowEntersAFencedDayAndALateOneIsBusy() {
        var late = taps.of(1, 1).acceptedAt().minusSeconds(16);
        var failure = failureOf(started(() -> ledger.append(taps.at(1, 1, late))));
        assertThat(((Refused) failure).reason()).isEqualTo(Refusal.BUSY);
        database.execute("INSERT INTO fence SELECT campaign, day, campaign_time() FROM campaign_day");
        failure = failureOf(started(() -> ledger.append(taps.of(1, 1))));
        assertThat(((Refused) failure).reason()).isEqualTo(Refusal.BUSY);
        assertThat(database.number("SELECT count(*) FROM ballot")).isZero();
    }

    @Test
    void aDatabaseThatMayLoseCommitsIsNotUsed() throws SQLException {
        database.execute("ALTER ROLE " + TestPostgres.SERVER + " SET synchronous_commit = off");
        try {
            var failure = failureOf(new Postgres(vertx, database.address()).connect());
            assertThat(failure).hasMessageContaining("fsync, synchronous_commit");
            var pool = new Postgres(vertx, database.address()).pool(1);
            assertThat(failureOf(pool.query("SELECT 1").execute())).isNotNull();
        } finally {
            database.execute("ALTER ROLE " + TestPostgres.SERVER + " RESET synchronous_commit");
        }
    }

    @Test
    void productionRefusesARoleThatMayDoTooMuchAndAShiftedClock() {
        await(ProductionRights.check(database.pool(vertx, 1)));
        assertThat(failureOf(ProductionRights.check(database.pool(vertx, 1, TestPostgres.OWNER))))
                .hasMessageContaining("postgres.server");
        database.execute("INSERT INTO clock_shift (shift) VALUES ('1 hour')");
        assertThat(failureOf(ProductionRights.check(database.pool(vertx, 1)))).hasMessageContaining("clock_shift");
    }

    @Test
    void theServersRoleCannotChangeWhatMustLast() throws SQLException {
        append(List.of(taps.of(1, 1)));
        for (var table : Set.of("ballot", "turn", "ruling", "rules", "audit", "seal")) {
            for (var act : List.of("DELETE FROM " + table, "TRUNCATE " + table)) {
                assertThat(database.refusedToServer(act)).as(act).contains("permission denied");
            }
        }
        assertThat(database.refusedToServer("UPDATE ballot SET work = 2")).contains("permission denied");
        assertThat(database.refusedToOwner("UPDATE ballot SET work = 2")).contains("append-only");
        assertThat(database.refusedToOwner("DELETE FROM ballot")).contains("append-only");
        assertThat(database.refusedToOwner("TRUNCATE ballot")).contains("append-only");
    }
}

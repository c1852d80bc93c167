package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.KeyRing;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.dianzan.store.StartException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A new key for subjects comes to one process after the other; nobody becomes two voters on the way. */
class KeyRotationIT {
    private static final Vertx VERTX = Vertx.vertx();

    private final TestPostgres postgres = TestPostgres.fresh();
    private final Pool pool = postgres.pool(VERTX, 16);

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    /** A process that has reported what it holds. */
    private final class Process {
        private final KeysInUse keys;
        private final Voters voters;

        Process(KeyRing ring) {
            keys = new KeysInUse(pool, Map.of(KeysInUse.SUBJECTS, ring, KeysInUse.TOKENS, ring));
            voters = new Voters(new VoterTable(pool), new SubjectHash(ring), new NoRules(), 0);
            await(keys.report());
        }

        Future<VoterToken> login(String app, String subject) {
            return voters.admit(new Identity("wechat", app, subject, "union-of-" + subject), "mini-program", 0);
        }

        Process restartedWith(String... names) {
            await(keys.leave());
            return new Process(TestKeys.ring(names));
        }
    }

    private Process process(String... names) {
        return new Process(TestKeys.ring(names));
    }

    @Test
    void the_new_key_writes_once_every_live_process_has_it_at_the_head() {
        var here = process("k1");
        var there = process("k1");

        here = here.restartedWith("k2", "k1");
        assertThat(keyOf("alice", here)).isEqualTo("k1");
        assertThat(here.keys.signing()).isEqualTo("k1");

        there = there.restartedWith("k2", "k1");
        await(here.keys.report());
        assertThat(keyOf("bob", here)).isEqualTo("k2");
        assertThat(keyOf("carol", there)).isEqualTo("k2");
        assertThat(List.of(here.keys.signing(), there.keys.signing())).containsOnly("k2");
    }

    @Test
    void a_process_that_only_holds_the_new_key_without_wishing_for_it_is_waited_for() {
        process("k1", "k2");
        var here = process("k2", "k1");

        assertThat(keyOf("alice", here)).isEqualTo("k1");
    }

    @Test
    void a_process_that_fell_silent_is_not_waited_for() {
        process("k1");
        postgres.execute("UPDATE held_key SET seen_at = seen_at - interval '31 s'");

        assertThat(keyOf("alice", process("k2", "k1"))).isEqualTo("k2");
    }

    @Test
    void one_that_wakes_up_with_the_old_ring_alone_makes_no_second_voter() {
        var sleeper = process("k1");
        postgres.execute("UPDATE held_key SET seen_at = seen_at - interval '31 s'");
        await(process("k2", "k1").login("wx1", "alice"));

        var refused = (Refused) failureOf(sleeper.login("wx1", "alice"));

        assertThat(refused.reason()).isEqualTo(Refusal.BUSY);
        assertThat(postgres.number("SELECT count(*) FROM voter")).isEqualTo(1);
    }

    @Test
    void rows_are_hashed_anew_when_their_person_comes() {
        var old = process("k1");
        var alice = await(old.login("wx1", "alice"));
        await(old.login("wx1", "bob"));
        var here = old.restartedWith("k2", "k1");

        assertThat(await(here.login("wx1", "alice"))).isEqualTo(alice);

        assertThat(postgres.number("SELECT count(*) FROM account WHERE hash_key = 'k2'"))
                .isEqualTo(1);
        assertThat(postgres.number("SELECT count(*) FROM union_id WHERE hash_key = 'k2'"))
                .isEqualTo(1);
        assertThat(postgres.number("SELECT count(*) FROM account")).isEqualTo(2);
        assertThat(await(here.login("wx2", "alice")).voter()).isEqualTo(alice.voter());
    }

    @Test
    void processes_in_the_middle_of_a_change_make_one_voter() {
        var old = process("k1");
        var rotated = process("k2", "k1");
        var logins = IntStream.range(0, 32)
                .mapToObj(i -> (i % 2 == 0 ? rotated : old).login(i % 4 < 2 ? "wx1" : "wx2", "crowd"))
                .toList();

        List<VoterToken> tokens = await(Future.join(logins)).list();

        assertThat(tokens).containsOnly(tokens.get(0));
    }

    @Test
    void a_ring_without_a_key_whose_hashes_are_in_use_does_not_start() {
        var old = process("k1");
        await(old.login("wx1", "alice"));
        await(old.keys.leave());

        assertThat(failureToStart(TestKeys.ring("k2")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("subjects")
                .hasMessageContaining("\"k1\" is missing");
    }

    @Test
    void a_key_that_is_not_in_use_any_more_may_leave_the_ring() {
        var old = process("k1");
        await(old.login("wx1", "alice"));
        var both = old.restartedWith("k2", "k1");
        await(both.login("wx1", "alice"));

        assertThat(keyOf("bob", both.restartedWith("k2"))).isEqualTo("k2");
    }

    @Test
    void another_key_of_the_same_name_does_not_start() {
        process("k1");
        var other = new KeyRing(
                List.of(new KeyRing.Key("k1", TestKeys.key("another").bytes())));

        assertThat(failureToStart(other)).hasMessageContaining("another key is called \"k1\"");
    }

    private Throwable failureToStart(KeyRing ring) {
        return failureOf(new KeysInUse(pool, Map.of(KeysInUse.SUBJECTS, ring, KeysInUse.TOKENS, ring)).report());
    }

    /** The key under which a login of this person is written. */
    private String keyOf(String subject, Process process) {
        var voter = await(process.login("wx1", subject)).voter();
        return await(pool.query("SELECT hash_key FROM account WHERE voter = " + voter)
                        .execute())
                .iterator()
                .next()
                .getString(0);
    }
}

package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.kit.TestKeys;
import io.dianzan.kit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VotersIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final Pool HERE = POSTGRES.pool(VERTX, 16);
    private static final Pool THERE = POSTGRES.pool(VERTX, 16);

    private final Voters here = voters(HERE, "k1");
    private final Voters there = voters(THERE, "k1");

    @BeforeAll
    static void report() {
        var rings = Map.of(KeysInUse.SUBJECTS, TestKeys.ring("k1"), KeysInUse.TOKENS, TestKeys.ring("k1"));
        await(new KeysInUse(HERE, rings).report());
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
    }

    @Test
    void a_person_who_comes_back_is_the_same_voter() {
        var first = await(here.admit(account("wx1", "alice", null), "mini-program", 0));

        assertThat(await(there.admit(account("wx1", "alice", null), "mini-program", 0)))
                .isEqualTo(first);
        assertThat(await(here.admit(account("wx1", "bob", null), "mini-program", 0)))
                .isNotEqualTo(first);
    }

    @Test
    void one_openid_text_in_two_apps_is_two_people() {
        assertThat(await(here.admit(account("wx1", "same", null), "mini-program", 0)))
                .isNotEqualTo(await(here.admit(account("wx2", "same", null), "mini-program", 0)));
    }

    @Test
    void thirty_two_first_logins_of_one_person_at_two_processes_make_one_voter() {
        var before = count();

        var voters = atOnce(32, i -> account("wx1", "crowd", "crowd-union"));

        assertThat(voters).hasSize(32).containsOnly(voters.get(0));
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void thirty_two_first_logins_of_one_person_by_two_apps_make_one_voter() {
        var before = count();

        var voters = atOnce(32, i -> account(i % 4 < 2 ? "wx1" : "wx2", "twin", "twin-union"));

        assertThat(voters).hasSize(32).containsOnly(voters.get(0));
        assertThat(count()).isEqualTo(before + 1);
    }

    @Test
    void first_logins_with_and_without_the_unionid_make_one_voter_who_has_it() {
        var voters = atOnce(32, i -> account("wx1", "late", i % 4 < 2 ? "late-union" : null));

        assertThat(voters).containsOnly(voters.get(0));
        assertThat(await(here.admit(account("wx9", "late", "late-union"), "mini-program", 0)))
                .isEqualTo(voters.get(0));
    }

    @Test
    void a_storm_of_new_people_leaves_no_gap_in_the_numbers() {
        atOnce(200, i -> account("wx1", "storm" + i / 4, i % 3 == 0 ? "storm-union" + i / 4 : null));

        var row = await(HERE.query("SELECT count(*), max(id) FROM voter").execute())
                .iterator()
                .next();
        assertThat(row.getLong("max")).isEqualTo(row.getLong("count"));
    }

    @Test
    void a_known_union_brings_a_new_account_to_its_voter() {
        var phone = await(here.admit(account("wx1", "union1", "U1"), "mini-program", 0));

        assertThat(await(there.admit(account("wx2", "union1-page", "U1"), "mini-program", 0)))
                .isEqualTo(phone);
        assertThat(await(there.admit(account("wx2", "union1-page", null), "mini-program", 0)))
                .isEqualTo(phone);
    }

    @Test
    void a_known_account_takes_a_union_that_is_free() {
        var phone = await(here.admit(account("wx1", "union2", null), "mini-program", 0));
        await(here.admit(account("wx1", "union2", "U2"), "mini-program", 0));

        assertThat(await(here.admit(account("wx2", "union2-page", "U2"), "mini-program", 0))
                        .voter())
                .isEqualTo(phone.voter());
    }

    @Test
    void two_voters_who_turn_out_to_be_one_become_one() {
        var phone = await(here.admit(account("wx1", "union3", null), "mini-program", 0));
        var page = await(there.admit(account("wx2", "union3-page", "U3"), "page", 0));
        assertThat(phone.voter()).isNotEqualTo(page.voter());

        var one = await(here.admit(account("wx1", "union3", "U3"), "mini-program", 0));

        assertThat(await(there.admit(account("wx2", "union3-page", "U3"), "page", 0))
                        .voter())
                .isEqualTo(one.voter());
        assertThat(await(there.admit(account("wx1", "union3", null), "mini-program", 0)))
                .isEqualTo(one);
        assertThat(one.united()).isTrue();
    }

    @Test
    void the_epoch_of_a_voter_is_told() {
        var voter = await(here.admit(account("wx1", "epoch", null), "mini-program", 0));
        await(HERE.preparedQuery("UPDATE voter SET token_epoch = 7 WHERE id = $1")
                .execute(Tuple.of(voter.voter())));

        assertThat(await(here.admit(account("wx1", "epoch", null), "mini-program", 0)))
                .isEqualTo(new VoterToken(voter.voter(), 7, "mini-program", false));
    }

    @Test
    void the_tables_hold_no_subject_in_clear() {
        await(here.admit(account("wx1", "oVisible", "oVisibleUnion"), "mini-program", 0));

        var dump = await(HERE.query("SELECT a::text FROM account a UNION ALL SELECT u::text FROM union_id u")
                .mapping(row -> row.getString(0))
                .execute());
        var hex = "oVisible".chars().mapToObj(Integer::toHexString).reduce("", String::concat);
        assertThat(String.join("\n", dump)).contains("wx1").doesNotContain("oVisible", hex);
    }

    @Test
    void a_lost_database_is_busy_and_not_an_unknown_voter() {
        var gone = POSTGRES.pool(VERTX, 1);
        await(gone.close());

        assertThat(((Refused) failureOf(voters(gone, "k1").admit(account("wx1", "x", null), "mini-program", 0)))
                        .reason())
                .isEqualTo(Refusal.BUSY);
    }

    private List<VoterToken> atOnce(int times, IntFunction<Identity> who) {
        var logins = new ArrayList<Future<VoterToken>>();
        for (int i = 0; i < times; i++) {
            logins.add((i % 2 == 0 ? here : there).admit(who.apply(i), "mini-program", 0));
        }
        return await(Future.join(logins)).list();
    }

    private static long count() {
        return await(HERE.query("SELECT count(*) FROM voter").execute())
                .iterator()
                .next()
                .getLong(0);
    }

    private static Identity account(String app, String subject, String union) {
        return new Identity("wechat", app, subject, union);
    }

    private static Voters voters(Pool pool, String... keys) {
        return new Voters(new VoterTable(pool), new SubjectHash(TestKeys.ring(keys)), new NoRules(), 0);
    }
}

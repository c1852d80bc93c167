package io.dianzan.operator.acts;

import static io.dianzan.kit.Await.await;
import static io.dianzan.operator.acts.ActStage.FIRST;
import static io.dianzan.operator.acts.ActStage.SECOND;
import static io.dianzan.operator.acts.ActStage.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.integrity.Ruled.Verdict;
import io.dianzan.integrity.Rulings.By;
import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Role;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Rulings on more ballots than one operator may rule alone. */
class FourEyesIT {
    private static final ActStage STAGE = new ActStage();

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    private static final String WAITING =
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND database ="
                    + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    private record Waiting(int campaign, String slug, Order confirm) {
        long proposal() {
            return Long.parseLong(confirm.fields().get("proposal"));
        }
    }

    /** Three ballots on the work, one more than one operator may rule here, held by the first operator's wish. */
    private static Waiting proposed(String slug) {
        var campaign = STAGE.ledger.campaign(slug, "fourEyes: 2\n");
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(3), "0001", "1 hour");
        var done = STAGE.did(FIRST, Order.of(Act.HOLD, slug).with("work", "0001"));
        assertThat(done.proposal()).isNotNull();
        return new Waiting(
                campaign,
                slug,
                Order.of(Act.CONFIRM, slug).with("proposal", done.proposal().toString()));
    }

    private static List<String> audit(int campaign) {
        return Stream.of(STAGE.text(
                                "SELECT string_agg(operator || ' ' || act, ',' ORDER BY id) FROM audit WHERE campaign = "
                                        + campaign)
                        .split(","))
                .toList();
    }

    @Test
    void theRulingWaitsAndIsDoneWhenAnotherOperatorConfirms() {
        var waiting = proposed("waits");
        assertThat(STAGE.ledger.valid(waiting.campaign())).isEqualTo(3);
        STAGE.did(SECOND, waiting.confirm());
        assertThat(STAGE.ledger.valid(waiting.campaign())).isZero();
        assertThat(STAGE.ledger.off(waiting.campaign())).isZero();
        assertThat(audit(waiting.campaign())).containsExactly("first propose-hold", "second hold");
        assertThat(STAGE.text("SELECT DISTINCT operator FROM ruling WHERE campaign = " + waiting.campaign()))
                .isEqualTo("first + second");
        assertThat(STAGE.text("SELECT after->>'proposedBy' FROM audit WHERE act = 'hold' AND campaign = "
                        + waiting.campaign()))
                .isEqualTo("first");
        assertThat(STAGE.declined(SECOND, waiting.confirm()).why().key()).isEqualTo("acts.refused.proposal-ended");
    }

    @Test
    void upToTheLimitOneOperatorIsEnough() {
        var campaign = STAGE.ledger.campaign("few", "fourEyes: 3\n");
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(3), "0001", "1 hour");
        assertThat(STAGE.did(FIRST, Order.of(Act.VOID, "few").with("work", "0001"))
                        .proposal())
                .isNull();
        assertThat(STAGE.ledger.valid(campaign)).isZero();
    }

    @Test
    void whoProposedCannotConfirmInWhateverSpelling() {
        var waiting = proposed("same");
        for (var name :
                List.of("first", "First", " first ", "cli:first", "oidc:First", " CLI: first", "oidc:cli:first")) {
            assertThat(STAGE.declined(new Operator(name, Role.OPERATOR), waiting.confirm())
                            .why()
                            .key())
                    .isEqualTo("acts.refused.same-operator");
        }
        for (var name : List.of("First", "cli:first", " oidc:FIRST ")) {
            assertThat(STAGE.postgres.number("SELECT count(*) FROM confirm_ruling(" + waiting.campaign() + ", "
                            + waiting.confirm().fields().get("proposal") + ", '" + name
                            + "', 'x', NULL) WHERE verdict = 'same'"))
                    .as(name)
                    .isEqualTo(1);
        }
        assertThat(STAGE.ledger.valid(waiting.campaign())).isEqualTo(3);
    }

    @Test
    void onTheCommandLineSomebodyProposesAndConfirmsOnlyWhatAnotherNameProposed() {
        var slug = "doors";
        var campaign = STAGE.ledger.campaign(slug, "fourEyes: 2\n");
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(3), "0001", "1 hour");
        var onTheCommandLine = new Operator("cli:alice", Role.OPERATOR);
        var proposal = STAGE.did(onTheCommandLine, Order.of(Act.HOLD, slug).with("work", "0001"))
                .proposal();
        var confirm = Order.of(Act.CONFIRM, slug).with("proposal", proposal.toString());
        for (var name : List.of("alice", "oidc:alice")) {
            assertThat(STAGE.declined(new Operator(name, Role.OPERATOR), confirm)
                            .why()
                            .key())
                    .isEqualTo("acts.refused.same-operator");
        }
        STAGE.did(new Operator("cli:bob", Role.OPERATOR), confirm);
        assertThat(STAGE.ledger.valid(campaign)).isZero();
    }

    @Test
    void theSchemaAndTheConsoleAgreeWhoIsOnePerson() {
        var names = List.of(
                "alice", "Alice ", "cli:alice", "oidc: alice", " OIDC:cli:alice", "alice2", "cli", "cli:", "a:b");
        for (var one : names) {
            for (var other : names) {
                assertThat(new Operator(one, Role.OPERATOR).isSamePerson(other))
                        .as(one + " " + other)
                        .isEqualTo(STAGE.postgres.number(
                                        "SELECT (person_of('" + one + "') = person_of('" + other + "'))::integer")
                                == 1);
            }
        }
    }

    @Test
    void whileAResultIsMadeFinalNobodyHoldsAProposalThatItWillEnd() throws SQLException {
        var waiting = proposed("final-first");
        try (var making = STAGE.postgres.superuser();
                var statement = making.createStatement()) {
            making.setAutoCommit(false);
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('final'), " + waiting.campaign() + ")");
            var confirming =
                    STAGE.rulings().confirm(waiting.campaign(), waiting.proposal(), null, new By("second", "yes"));
            Eventually.holds("it waits", () -> STAGE.postgres.number(WAITING) == 1);
            var takingBack = STAGE.rulings().takeBack(waiting.campaign(), waiting.proposal(), new By("first", "no"));
            Eventually.holds("this one too", () -> STAGE.postgres.number(WAITING) == 2);
            statement.execute("SELECT FROM ruling_proposal FOR UPDATE NOWAIT");
            making.rollback();
            var confirmed = await(confirming).verdict() == Verdict.DONE;
            assertThat(confirmed).as("one of the two").isNotEqualTo(await(takingBack));
        }
    }

    @Test
    void whatHasGrownSaysSoAndIsAskedAgain() {
        var waiting = proposed("grown");
        var seen = await(STAGE.acting.preview(SECOND, waiting.confirm()));
        assertThat(seen.typed()).isNull();
        // late to be told: accepted before the first operator looked, and recorded after
        STAGE.ledger.cast(waiting.campaign(), STAGE.ledger.voter(), "0001", "2 hours");

        var moved = (Declined) Await.failureOf(STAGE.acting.carryOut(SECOND, seen.order(), confirmed(seen)));

        assertThat(moved.why().key()).isEqualTo("acts.refused.moved");
        assertThat(moved.now().sentences()).anySatisfy(sentence -> assertThat(sentence)
                .isEqualTo(Sentence.of("confirm.grown").with("shown", 3L).with("ballots", 4L)));
        assertThat(STAGE.ledger.valid(waiting.campaign())).isEqualTo(4);
        var untyped = new Confirmed("because", moved.now().version(), null);
        assertThat(((Declined) Await.failureOf(STAGE.acting.carryOut(SECOND, waiting.confirm(), untyped)))
                        .why()
                        .key())
                .isEqualTo("acts.refused.typed");
        await(STAGE.acting.carryOut(SECOND, waiting.confirm(), confirmed(moved.now())));
        assertThat(STAGE.ledger.valid(waiting.campaign())).isZero();
    }

    @Test
    void aProposalCanBeTakenBackAndExpires() {
        var taken = proposed("taken");
        STAGE.did(FIRST, new Order(Act.TAKE_BACK, taken.slug(), taken.confirm().fields()));
        assertThat(STAGE.declined(SECOND, taken.confirm()).why().key()).isEqualTo("acts.refused.proposal-ended");
        assertThat(audit(taken.campaign())).containsExactly("first propose-hold", "first take-back");

        var old = proposed("old");
        STAGE.postgres.execute("INSERT INTO clock_shift (shift) VALUES ('25 hours')");
        try {
            assertThat(STAGE.postgres.number("SELECT count(*) FROM confirm_ruling(" + old.campaign() + ", "
                            + old.confirm().fields().get("proposal")
                            + ", 'second', 'x', NULL) WHERE verdict = 'expired'"))
                    .isEqualTo(1);
            assertThat(STAGE.declined(SECOND, old.confirm()).why().key()).isEqualTo("acts.refused.proposal-ended");
            assertThat(audit(old.campaign())).containsExactly("first propose-hold", "dianzan end-proposal");
        } finally {
            STAGE.postgres.execute("DELETE FROM clock_shift");
        }
        assertThat(STAGE.ledger.valid(taken.campaign()) + STAGE.ledger.valid(old.campaign()))
                .isEqualTo(6);
    }

    @Test
    void ofTwoWhoConfirmAtOnceOneDoes() {
        var waiting = proposed("twice");
        var third = new Operator("third", Role.OPERATOR);
        var seen = await(STAGE.acting.preview(SECOND, waiting.confirm()));
        var both = Stream.of(SECOND, third)
                .map(operator -> STAGE.acting
                        .carryOut(operator, waiting.confirm(), confirmed(seen))
                        .map(done -> 1)
                        .otherwise(0))
                .toList();
        assertThat(await(Future.all(both)).<Integer>list().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(1);
        assertThat(STAGE.ledger.off(waiting.campaign())).isZero();
        assertThat(STAGE.postgres.number("SELECT count(*) FROM ruling WHERE campaign = " + waiting.campaign()))
                .isEqualTo(3);
    }

    @Test
    void aResultThatIsMadeFinalEndsWhatWaits() {
        var order = STAGE.ready(Act.MAKE_FINAL);
        var campaign = (int) STAGE.postgres.number("SELECT id FROM campaign WHERE slug = '" + order.slug() + "'");
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(2), "0001", "3 hours");
        var proposal = STAGE.did(FIRST, Order.of(Act.VOID, order.slug()).with("work", "0001"))
                .proposal();
        STAGE.did(FIRST, order);
        assertThat(STAGE.text("SELECT outcome FROM ruling_proposal WHERE id = " + proposal))
                .isEqualTo("final");
        assertThat(audit(campaign)).containsExactly("first propose-void", "first end-proposal", "first make-final");
    }

    @Test
    void aProposalIsKeptAsItWasMade() {
        var waiting = proposed("kept");
        assertThat(STAGE.postgres.refusedToServer("UPDATE ruling_proposal SET selection = '{}'"))
                .contains("permission");
        assertThat(STAGE.postgres.refusedToServer("DELETE FROM ruling_proposal"))
                .contains("permission");
        STAGE.did(SECOND, waiting.confirm());
        assertThat(STAGE.postgres.refusedToServer(
                        "UPDATE ruling_proposal SET outcome = 'expired' WHERE outcome = 'done'"))
                .contains("kept as it was made");
    }
}

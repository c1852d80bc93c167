package io.dianzan.operator.acts;

import static io.dianzan.kit.Await.await;
import static io.dianzan.operator.acts.ActStage.FIRST;
import static io.dianzan.operator.acts.ActStage.SECOND;
import static io.dianzan.operator.acts.ActStage.confirmed;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Stop;
import io.dianzan.http.Language;
import io.dianzan.kit.Await;
import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Role;
import io.dianzan.page.Texts;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every act there is: what it says, what it needs, and that it stands together with its line of the audit. */
class ActingIT {
    private static final ActStage STAGE = new ActStage();
    private static final Texts TEXTS = Texts.read().with(List.of("/operator/texts/acts.yaml"));
    private static final Pattern BRACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

    @AfterAll
    static void stop() {
        STAGE.close();
    }

    private static long lines(Order order) {
        return STAGE.postgres.number("SELECT count(*) FROM audit a JOIN campaign c ON c.id = a.campaign"
                + " WHERE a.reason = 'because' AND a.operator = 'second' AND a.before IS NOT NULL AND a.after IS NOT NULL"
                + " AND c.slug = '" + order.slug() + "'");
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void itSaysWhatWillHappenAndThenDoesItWithOneLineOfTheAudit(Act act) {
        var order = STAGE.ready(act);
        var before = STAGE.everything();
        var preview = await(STAGE.acting.preview(SECOND, order));

        assertThat(STAGE.everything()).as("a preview changes nothing").isEqualTo(before);
        for (var language : Language.values()) {
            var words = TEXTS.in(language);
            assertThat(preview.sentences()).isNotEmpty().allSatisfy(sentence -> assertThat(sentence.facts())
                    .containsKeys(BRACE.matcher(words.say(sentence.key()))
                            .results()
                            .map(brace -> brace.group(1))
                            .toArray(String[]::new)));
        }
        assertThat(preview.sentences().get(0).in(TEXTS.in(Language.ZH))).containsPattern(HAN);
        var recorded = STAGE.postgres.number("SELECT sum(recorded) FROM standing");

        var done = await(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview)));

        assertThat(done.said().in(TEXTS.in(Language.EN))).isNotBlank();
        assertThat(lines(order)).isEqualTo(1);
        assertThat(STAGE.everything()).isNotEqualTo(before);
        assertThat(STAGE.postgres.number("SELECT sum(recorded) FROM standing"))
                .as("no act raises raw")
                .isEqualTo(recorded);
        assertThat(STAGE.postgres.number("SELECT count(*) FROM standing WHERE valid > recorded OR valid < 0"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void anActWithoutItsAuditLineDoesNotHappen(Act act) {
        var order = STAGE.ready(act);
        var preview = await(STAGE.acting.preview(SECOND, order));
        var before = STAGE.everything();
        STAGE.postgres.execute("""
                CREATE FUNCTION full_audit() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''trial'' USING ERRCODE = ''disk_full''; END';
                CREATE TRIGGER full_audit BEFORE INSERT ON audit EXECUTE FUNCTION full_audit()""");
        try {
            assertThat(Await.failureOf(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview))))
                    .isNotNull();
            assertThat(STAGE.everything()).isEqualTo(before);
        } finally {
            STAGE.postgres.execute("DROP TRIGGER full_audit ON audit; DROP FUNCTION full_audit()");
        }
        var server = TestPostgres.SERVER;
        STAGE.postgres.execute("REVOKE INSERT ON audit FROM " + server);
        try {
            assertThat(Await.failureOf(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview))))
                    .isNotNull();
            assertThat(STAGE.everything()).isEqualTo(before);
        } finally {
            STAGE.postgres.execute("GRANT INSERT ON audit TO " + server);
        }
        await(STAGE.acting.carryOut(SECOND, preview.order(), confirmed(preview)));
        assertThat(lines(order)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Act.class)
    void withoutReasonOrRightOrTheVersionThatWasSeenNothingIsDone(Act act) {
        var order = STAGE.ready(act);
        var preview = await(STAGE.acting.preview(SECOND, order));
        var before = STAGE.everything();
        for (var reason : new String[] {null, "", "  \n"}) {
            var refused = refused(SECOND, preview, new Confirmed(reason, preview.version(), preview.typed()));
            assertThat(refused.why().key()).isEqualTo("acts.refused.reason");
        }
        for (var role : List.of(Role.VIEWER, Role.AUDITOR)) {
            var nobody = new Operator("second", role);
            assertThat(refused(nobody, preview, confirmed(preview)).why().key()).isEqualTo("acts.refused.right");
            assertThat(STAGE.declined(nobody, order).why().key()).isEqualTo("acts.refused.right");
        }
        var stale = refused(SECOND, preview, new Confirmed("because", "another", preview.typed()));
        assertThat(stale.why().key()).isEqualTo("acts.refused.moved");
        assertThat(stale.now().version()).isEqualTo(preview.version());
        assertThat(STAGE.everything()).isEqualTo(before);
    }

    /** Two browsers that saw the same: the second finds that things have moved, or that there is nothing to do any more. */
    @ParameterizedTest
    @EnumSource(Act.class)
    void ofTwoWhoSawTheSameOneActs(Act act) {
        var order = STAGE.ready(act);
        var one = await(STAGE.acting.preview(SECOND, order));
        await(STAGE.acting.carryOut(SECOND, one.order(), confirmed(one)));
        var lines = lines(order);
        refused(SECOND, one, confirmed(one));
        assertThat(lines(order)).isEqualTo(lines);
    }

    private static Declined refused(Operator operator, Preview preview, Confirmed confirmed) {
        return (Declined) Await.failureOf(STAGE.acting.carryOut(operator, preview.order(), confirmed));
    }

    @Test
    void whatIsFinalTakesNoActOnItAnyMore() {
        var order = STAGE.ready(Act.MAKE_FINAL);
        var preview = await(STAGE.acting.preview(FIRST, order));
        assertThat(preview.typed()).isEqualTo(order.slug());
        assertThat(refused(FIRST, preview, Confirmed.of("because", preview))
                        .why()
                        .key())
                .isEqualTo("acts.refused.typed");
        await(STAGE.acting.carryOut(FIRST, order, confirmed(preview)));
        STAGE.postgres.execute("INSERT INTO clock_shift (shift) VALUES ('0 s')");
        for (var act : Act.values()) {
            var again = new Order(act, order.slug(), STAGE.ready(act).fields());
            if (act == Act.BAN || act == Act.UNBAN) {
                assertThat(await(STAGE.acting.preview(FIRST, again)))
                        .as(act.word())
                        .isNotNull();
                continue;
            }
            var refused = STAGE.acting
                    .preview(FIRST, again)
                    .compose(seen -> STAGE.acting.carryOut(FIRST, seen.order(), confirmed(seen)));
            assertThat(Await.failureOf(refused)).as(act.word()).isInstanceOf(Declined.class);
        }
        STAGE.postgres.execute("DELETE FROM clock_shift");
        assertThat(STAGE.postgres.number(
                        "SELECT count(*) FROM ruling r JOIN campaign c ON c.id = r.campaign WHERE c.slug = '"
                                + order.slug() + "'"))
                .isZero();
    }

    @Test
    void whoWantsAFinalResultTooEarlyIsToldWhenItCanBe() {
        var closes = LocalDateTime.now(ZoneOffset.UTC).minusMinutes(1).truncatedTo(ChronoUnit.MINUTES);
        STAGE.ledger.campaign("early", "zone: UTC\ncloses: " + closes + "\n");

        var why = STAGE.declined(FIRST, Order.of(Act.MAKE_FINAL, "early")).why();
        assertThat(why.key()).isEqualTo("acts.refused.unfenced-until");
        var settled = LocalTime.MIDNIGHT.plus(Stop.SETTLED);
        assertThat(why.in(TEXTS.in(Language.EN)))
                .contains("Too early", STAGE.day(1) + " " + settled.format(DateTimeFormatter.ISO_LOCAL_TIME));
    }

    @Test
    void aResultIsFinalOnlyAfterTheFenceOfTheLastDay() {
        var order = STAGE.ready(Act.MAKE_FINAL);
        var campaign = STAGE.postgres.number("SELECT id FROM campaign WHERE slug = '" + order.slug() + "'");
        STAGE.ledger.campaign("unfenced", "closes: " + STAGE.day(-1) + "T00:00\n");
        var early = Order.of(Act.MAKE_FINAL, "unfenced");
        assertThat(STAGE.declined(FIRST, early).why().key()).isEqualTo("acts.refused.unfenced");
        assertThat(STAGE.postgres.number("SELECT count(*) FROM event WHERE kind = 'final' AND campaign <> " + campaign
                        + " AND campaign = (SELECT id FROM campaign WHERE slug = 'unfenced')"))
                .isZero();
        STAGE.ledger.campaign("still-open", "");
        assertThat(STAGE.declined(FIRST, Order.of(Act.MAKE_FINAL, "still-open"))
                        .why()
                        .key())
                .isEqualTo("acts.refused.state.make-final");
        var extended = Order.of(Act.EXTEND, order.slug()).with("to", "2099-01-01T00:00");
        var late = await(STAGE.acting.preview(FIRST, extended));
        assertThat(refused(FIRST, late, confirmed(late)).why().key()).isEqualTo("acts.refused.fenced");
    }

    @Test
    void aWorkThatIsPutBackTakesVotesAgainFromTheTimeThatTheAuditSays() {
        var order = STAGE.ready(Act.PUT_BACK);
        assertThat(await(STAGE.acting.preview(FIRST, order)).sentences().get(0).in(TEXTS.in(Language.EN)))
                .contains("at once");
        STAGE.did(FIRST, order);
        assertThat(STAGE.postgres.number("SELECT count(*) FROM event e JOIN audit a USING (campaign)"
                        + " JOIN campaign c ON c.id = e.campaign WHERE e.kind = 'put-back' AND a.act = 'put-back'"
                        + " AND (a.after->>'effective')::timestamptz = e.effective_at"
                        + " AND e.effective_at <= campaign_time() AND e.effective_at - e.written_at < interval '1 s'"
                        + " AND c.slug = '" + order.slug() + "'"))
                .isEqualTo(1);
        assertThat(STAGE.postgres.number("SELECT count(*) FROM work w JOIN campaign c ON c.id = w.campaign"
                        + " WHERE w.withdrawn_at IS NOT NULL AND c.slug = '" + order.slug() + "'"))
                .isZero();
        assertThat(STAGE.declined(FIRST, order).why().key()).isEqualTo("acts.refused.not-withdrawn");
        STAGE.did(FIRST, new Order(Act.WITHDRAW, order.slug(), order.fields()));
        assertThat(STAGE.declined(FIRST, new Order(Act.WITHDRAW, order.slug(), order.fields()))
                        .why()
                        .key())
                .isEqualTo("acts.refused.withdrawn");
    }

    @Test
    void anExtensionEndsLaterThanThePresentEnd() {
        var closes = STAGE.day(2) + "T00:00";
        STAGE.ledger.campaign("extended", "closes: " + closes + "\n");
        var extend = Order.of(Act.EXTEND, "extended");
        for (var to : List.of(STAGE.day(1) + "T12:00", closes)) {
            var why = STAGE.declined(FIRST, extend.with("to", to)).why();
            assertThat(why.key()).isEqualTo("acts.refused.not-later");
            assertThat(why.facts().get("closes").toString()).startsWith(STAGE.day(2));
            assertThat(why.in(TEXTS.in(Language.EN))).contains(STAGE.day(2));
            assertThat(why.in(TEXTS.in(Language.ZH))).contains(STAGE.day(2));
        }
        // looked at while the end was earlier, done after somebody else had extended further
        var seen = await(STAGE.acting.preview(FIRST, extend.with("to", STAGE.day(3) + "T00:00")));
        STAGE.did(SECOND, extend.with("to", STAGE.day(4) + "T00:00"));
        assertThat(refused(FIRST, seen, confirmed(seen)).why().key()).isEqualTo("acts.refused.not-later");
        // closed early: the present end is that of the closing
        STAGE.did(FIRST, Order.of(Act.CLOSE, "extended"));
        assertThat(await(STAGE.acting.preview(FIRST, extend.with("to", STAGE.day(1) + "T12:00"))))
                .isNotNull();
    }

    @Test
    void aBanHoldsForThePersonAndEndsWithItsTime() {
        var order = STAGE.ready(Act.BAN);
        STAGE.did(FIRST, order.with("until", STAGE.day(2) + "T00:00"));
        assertThat(STAGE.declined(FIRST, order.with("until", STAGE.day(1) + "T00:00"))
                        .why()
                        .key())
                .isEqualTo("acts.refused.banned");
        STAGE.did(FIRST, order);
        STAGE.did(SECOND, new Order(Act.UNBAN, order.slug(), order.fields()));
        assertThat(STAGE.postgres.number(
                        "SELECT count(*) FROM ban WHERE (until IS NULL OR until > now() + interval '4 s')"
                                + " AND voter = " + order.fields().get("voter")))
                .isZero();
        assertThat(STAGE.declined(FIRST, order.with("voter", "999999999")).why().key())
                .isEqualTo("acts.refused.voter-unknown");
        assertThat(STAGE.declined(FIRST, order.with("until", "2020-01-01T00:00"))
                        .why()
                        .key())
                .isEqualTo("acts.refused.to-past");
    }

    @Test
    void anOrderThatCannotBeReadNamesTheField() {
        STAGE.ledger.campaign("read", "");
        var hold = Order.of(Act.HOLD, "read");
        assertThat(STAGE.declined(FIRST, hold).why().key()).isEqualTo("acts.refused.selection");
        for (var bad : List.of("voter=me", "day=tomorrow", "since=noon", "before=1", "address=xyz", "prefix=12")) {
            var field = bad.split("=");
            var why = STAGE.declined(FIRST, hold.with(field[0], field[1])).why();
            assertThat(why.key()).startsWith("acts.refused.field.");
            assertThat(why.facts()).containsEntry("field", field[0]);
        }
        assertThat(STAGE.declined(FIRST, Order.of(Act.EXTEND, "read")).why().key())
                .isEqualTo("acts.refused.field.missing");
    }

    @Test
    void votesThatMayStillBeOnTheirWayAreNotSelectedSoThatTwoLooksAgree() {
        var campaign = STAGE.ledger.campaign("flowing", "");
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(3), "0001", "1 minute");
        var seen =
                await(STAGE.acting.preview(FIRST, Order.of(Act.HOLD, "flowing").with("work", "0001")));
        STAGE.ledger.cast(campaign, STAGE.ledger.voters(2), "0001", "0 s");
        await(STAGE.acting.carryOut(FIRST, seen.order(), confirmed(seen)));
        assertThat(STAGE.ledger.valid(campaign)).isEqualTo(2);
        assertThat(STAGE.ledger.off(campaign)).isZero();
    }
}

package io.dianzan.operator.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.catalogue.CatalogueFinal;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.ImportPlan;
import io.dianzan.catalogue.ImportReport;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.imports.Imports.Preview;
import io.dianzan.operator.imports.Imports.Word;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator looks at what a file of works would do, and then has it done. */
class ImportsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final Pool POOL = POSTGRES.pool(VERTX, 4);
    private static final String SOME = "0001,One,A,C,old,\n0002,Two,A,C,,https://w.example/2\n0003,Three,A,C,,\n";

    private final Imports imports = new Imports(VERTX, POOL);
    private int campaign;

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @BeforeEach
    void aCampaignOfItsOwn() {
        campaign = (int) POSTGRES.number("INSERT INTO campaign (slug, created_at) VALUES ('" + UUID.randomUUID()
                + "', campaign_time()) RETURNING id");
        new CatalogueImport(new WorkTable(POOL))
                .run(campaign, "op", csv(SOME), (rows, all) -> {})
                .await();
    }

    private static ImportFile csv(String rows) {
        return new ImportFile("works.csv", ("number,title,author,category,summary,link\n" + rows).getBytes(UTF_8));
    }

    private Preview preview(String rows) {
        return imports.preview(campaign, "the office", csv(rows)).await();
    }

    private static Word word(Preview preview) {
        return new Word(preview.draft(), preview.hash(), preview.plan().catalogue());
    }

    private Imports.Applied apply(Word word) {
        return imports.apply(campaign, "the office", "a better list", word).await();
    }

    private String works() {
        return POOL.query("SELECT string_agg(number || ' ' || title, ', ' ORDER BY number) FROM work WHERE campaign = "
                        + campaign)
                .execute()
                .await()
                .iterator()
                .next()
                .getString(0);
    }

    private long audits() {
        return POSTGRES.number("SELECT count(*) FROM audit WHERE operator = 'the office' AND campaign = " + campaign);
    }

    @Test
    void whatWouldBecomeOfEachWorkIsShownAndNothingIsWritten() {
        POSTGRES.execute(
                "UPDATE work SET withdrawn_at = campaign_time() WHERE number = '0003' AND campaign = " + campaign);
        var plan =
                preview("0004,Four,A,C,,\n0002,Two,B,C,,\n0003,Three,A,C,,\n").plan();
        assertThat(plan.added()).containsExactly(new ImportPlan.Added("0004", "Four"));
        assertThat(plan.changed())
                .containsExactly(new ImportPlan.Changed(
                        "0002",
                        "Two",
                        List.of(
                                new ImportPlan.FieldChange("author", "A", "B"),
                                new ImportPlan.FieldChange("link", "https://w.example/2", null))));
        assertThat(plan.unchanged()).isEqualTo(1);
        assertThat(plan.missing()).containsExactly(new ImportPlan.Added("0001", "One"));
        assertThat(plan.withdrawn()).containsExactly(new ImportPlan.Added("0003", "Three"));
        assertThat(works()).isEqualTo("0001 One, 0002 Two, 0003 Three");
        assertThat(audits()).isZero();
    }

    @Test
    void exactlyWhatWasShownIsDoneOnceWithItsLineOfTheAudit() {
        var preview = preview("0004,Four,A,C,,\n0002,Second,A,C,,https://w.example/2\n");
        assertThat(apply(word(preview)).report()).isEqualTo(new ImportReport(1, 1, 0, List.of()));
        assertThat(works()).isEqualTo("0001 One, 0002 Second, 0003 Three, 0004 Four");
        assertThat(POSTGRES.number("SELECT count(*) FROM audit WHERE act = 'import' AND operator = 'the office'"
                        + " AND reason = 'a better list' AND after->>'file' = 'works.csv' AND after->>'hash' = '"
                        + preview.hash() + "' AND (after->>'added')::int = 1 AND campaign = " + campaign))
                .isEqualTo(1);
        assertThatThrownBy(() -> apply(word(preview))).isInstanceOf(DraftGone.class);
        assertThat(drafts()).isZero();
        assertThat(audits()).isEqualTo(1);
    }

    @Test
    void worksThatChangedInBetweenAreShownAnewAndNothingIsDone() {
        var first = preview("0004,Four,A,C,,\n");
        new CatalogueImport(new WorkTable(POOL))
                .run(campaign, "op", csv("0004,Other,A,C,,\n"), (rows, all) -> {})
                .await();
        var applied = apply(word(first));
        assertThat(applied.report()).isNull();
        assertThat(applied.again().plan().changed()).hasSize(1);
        assertThat(works()).contains("0004 Other");
        assertThat(audits()).isZero();
        assertThat(apply(word(applied.again())).report().changed()).isEqualTo(1);
        assertThat(works()).contains("0004 Four");
    }

    @Test
    void aWorkThatIsWithdrawnInBetweenIsAReasonToLookAgain() {
        var preview = preview("0002,Second,A,C,,\n");
        POSTGRES.execute("UPDATE campaign SET catalogue = catalogue + 1 WHERE id = " + campaign);
        assertThat(apply(word(preview)).again()).isNotNull();
        assertThat(works()).contains("0002 Two");
    }

    @Test
    void nothingIsImportedOnceTheResultStands() {
        var preview = preview("0004,Four,A,C,,\n");
        makeFinal();
        assertThatThrownBy(() -> apply(word(preview))).isInstanceOf(CatalogueFinal.class);
        var importing = new CatalogueImport(new WorkTable(POOL));
        assertThatThrownBy(() -> importing
                        .run(campaign, "op", csv("0001,Uno,A,C,,\n"), (rows, all) -> {})
                        .await())
                .isInstanceOf(CatalogueFinal.class);
        assertThat(works()).isEqualTo("0001 One, 0002 Two, 0003 Three");
        assertThat(audits()).isZero();
    }

    @Test
    void anImportDuringWhichTheResultComesToStandLeavesNothing() {
        var importing = new CatalogueImport(new WorkTable(POOL));
        assertThatThrownBy(() -> importing
                        .run(campaign, "op", csv("0001,Uno,A,C,,\n"), (rows, all) -> makeFinal())
                        .await())
                .isInstanceOf(CatalogueFinal.class);
        assertThat(works()).contains("0001 One");
    }

    private void makeFinal() {
        POSTGRES.execute("INSERT INTO event (campaign, kind, operator, reason, written_at, effective_at) VALUES ("
                + campaign + ", 'final', 'x', 'x', now(), now())");
    }

    @Test
    void aFileThatWasLeftForAnHourIsForgotten() {
        preview("0004,Four,A,C,,\n");
        imports.forget().await();
        assertThat(drafts()).isEqualTo(1);
        POSTGRES.execute("UPDATE import_draft SET made_at = made_at - interval '61 min' WHERE campaign = " + campaign);
        imports.forget().await();
        assertThat(drafts()).isZero();
    }

    private long drafts() {
        return POSTGRES.number("SELECT count(*) FROM import_draft WHERE campaign = " + campaign);
    }

    @Test
    void badRowsAreNamedByTheirLinesAndCannotBeApplied() {
        var preview = preview("2,Two,A,C,,\n0005,,A,C,,\n");
        assertThat(preview.draft()).isNull();
        assertThat(preview.plan().bad())
                .extracting(Object::toString)
                .containsExactly("line 3, title: expected a text, found nothing");
        assertThat(preview("2,Two,A,C,,\n").plan().bad())
                .extracting(Object::toString)
                .containsExactly("line 2, number: 2 stands already in the campaign, as 0002");
    }

    @Test
    void aFileThatChangesNothingNeedsNoWord() {
        var preview = preview(SOME);
        assertThat(preview.draft()).isNull();
        assertThat(preview.plan().unchanged()).isEqualTo(3);
    }

    @Test
    void anotherOperatorsFileOrAnotherHashIsNotApplied() {
        var preview = preview("0004,Four,A,C,,\n");
        assertThatThrownBy(() -> imports.apply(campaign, "another office", "why not", word(preview))
                        .await())
                .isInstanceOf(DraftGone.class);
        var forged = new Word(preview.draft(), "00", preview.plan().catalogue());
        assertThatThrownBy(() -> apply(forged)).isInstanceOf(DraftGone.class);
        var newer = preview("0005,Five,A,C,,\n");
        assertThatThrownBy(() -> apply(word(preview))).isInstanceOf(DraftGone.class);
        assertThat(apply(word(newer)).report().added()).isEqualTo(1);
        assertThat(works()).doesNotContain("Four");
    }
}

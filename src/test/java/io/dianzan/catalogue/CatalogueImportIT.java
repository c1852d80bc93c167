package io.dianzan.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.kit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CatalogueImportIT {
    private static final String HEADER = "number,title,author,category,summary,link\n";

    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL = TestPostgres.fresh().pool(VERTX, 4);

    private final WorkTable table = new WorkTable(POOL);
    private final CatalogueImport importer = new CatalogueImport(table);
    private final Catalogue catalogue = new Catalogue(table);
    private int campaign;

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    @BeforeEach
    void aCampaignOfItsOwn() {
        campaign = row("INSERT INTO campaign (slug, created_at) VALUES ('" + UUID.randomUUID()
                        + "', campaign_time()) RETURNING id")
                .getInteger(0);
    }

    @Test
    void theDemoFileComesInWholeAndASecondTimeChangesNothing() throws IOException {
        var demo = ImportFile.of(Path.of("conf/works/demo.csv"));

        assertThat(run(demo)).isEqualTo(new ImportReport(1100, 0, 0, List.of()));
        assertThat(version()).isEqualTo(2);
        assertThat(run(demo)).isEqualTo(new ImportReport(0, 0, 1100, List.of()));
        assertThat(version()).isEqualTo(2);

        var works = works();
        assertThat(works.version()).isEqualTo(2);
        assertThat(works.listed()).hasSize(1100);
        assertThat(works.require("97").summary()).contains("含\"引号\"、逗号, 和\n换行");
        assertThat(works.require("0001").media()).isNull();
        assertThat(works.categories().stream().mapToInt(Works.Category::total).sum())
                .isEqualTo(1100);
    }

    @Test
    void aChangedFileAddsAndChangesAndLeavesTheRestAsItWas() {
        run(csv("0001,One,A,C,old,\n0002,Two,A,C,,https://w.example/2\n0003,Three,A,C,,\n"));
        var before = works();

        var report = run(csv("0004,Four,A,C,,\n0002,Two,A,C,,\n0003,Three,A,C,,\n"));

        assertThat(report).isEqualTo(new ImportReport(1, 1, 1, List.of()));
        var after = works();
        assertThat(after.listed()).extracting(Work::number).containsExactly("0001", "0002", "0003", "0004");
        assertThat(after.require("0002").link()).isNull();
        assertThat(after.require("0002").id()).isEqualTo(before.require("0002").id());
        assertThat(after.require("0001")).isEqualTo(before.require("0001"));
    }

    @Test
    void columnsThatAFileDoesNotHaveStayAsTheyAre() {
        run(csv("0001,One,A,C,old,https://w.example/1\n0002,Two,A,C,old,\n"));

        var report = run(file("number,title,author,category,link\n0001,Uno,A,C,\n0002,Two,A,C,\n0003,Three,A,C,\n"));

        assertThat(report).isEqualTo(new ImportReport(1, 1, 1, List.of()));
        assertThat(works().require("0001").title()).isEqualTo("Uno");
        assertThat(works().require("0001").summary()).isEqualTo("old");
        // an empty field of a column that stands there empties
        assertThat(works().require("0001").link()).isNull();
    }

    @Test
    void oneBadRowLeavesEverythingAsItWas() {
        run(csv("0001,One,A,C,,\n"));

        var report = run(csv("0001,Other,A,C,,\n0002,,A,C,,\n"));

        assertThat(report.isRefused()).isTrue();
        assertThat(report.bad())
                .extracting(BadRow::toString)
                .containsExactly("line 3, title: expected a text, found nothing");
        assertThat(works().require("0001").title()).isEqualTo("One");
        assertThat(version()).isEqualTo(2);
        assertThat(audits()).hasSize(1);
    }

    @Test
    void aFailureInTheMiddleLeavesEverythingAsItWas() {
        assertThatThrownBy(() -> importer.run(campaign, "op", many(2500), (done, all) -> {
                            if (done > 1000) {
                                throw new IllegalStateException("the disk is full");
                            }
                        })
                        .await())
                .hasMessage("the disk is full");

        assertThat(works().listed()).isEmpty();
        assertThat(version()).isEqualTo(1);
        assertThat(audits()).isEmpty();
    }

    @Test
    void numbersThatLostTheirZerosAreRefusedAndNotAddedBesideTheOldOnes() {
        run(csv("0001,One,A,C,,\n0002,Two,A,C,,\n"));

        var report = run(csv("0001,One,A,C,,\n2,Two,A,C,,\n"));

        assertThat(report.bad())
                .extracting(BadRow::toString)
                .containsExactly("line 3, number: 2 stands already in the campaign, as 0002");
        assertThat(works().listed()).hasSize(2);
    }

    @Test
    void theAuditSaysWhoBroughtWhatInAndWhatBecameOfIt() {
        run(csv("0001,One,A,C,,\n0002,Two,A,C,,\n"));

        assertThat(audits()).containsExactly("op import works.csv: 2 added, 0 changed, 0 unchanged");
    }

    @Test
    void aWithdrawnWorkStaysWithdrawn() {
        run(csv("0001,One,A,C,,\n"));
        row("UPDATE work SET withdrawn_at = '2024-02-28T00:00:00Z' WHERE campaign = " + campaign + " RETURNING id");

        run(csv("0001,Uno,A,C,,\n"));

        assertThat(works().require("1").title()).isEqualTo("Uno");
        assertThat(works().require("1").isListed()).isFalse();
        assertThat(works().require("1").withdrawnAt()).isEqualTo("2024-02-28T00:00:00Z");
    }

    @Test
    @Timeout(20)
    void tenThousandWorksAreTenStatementsAndAFewSeconds() {
        var steps = new ArrayList<String>();
        var report = importer.run(campaign, "op", many(10_000), (done, all) -> steps.add(done + "/" + all))
                .await();

        assertThat(report.added()).isEqualTo(10_000);
        assertThat(steps).hasSize(10).startsWith("1000/10000").endsWith("10000/10000");
        assertThat(works().require("9999").title()).isEqualTo("Title 9999");
    }

    @Test
    void twoImportsAtOnceAreOneAfterTheOther() {
        var reports = Future.all(
                        importer.run(campaign, "a", many(2000), (done, all) -> {}),
                        importer.run(campaign, "b", many(2000), (done, all) -> {}))
                .await()
                .<ImportReport>list();

        assertThat(reports)
                .containsExactlyInAnyOrder(
                        new ImportReport(2000, 0, 0, List.of()), new ImportReport(0, 0, 2000, List.of()));
        assertThat(version()).isEqualTo(2);
    }

    @Test
    void theCatalogueFollowsTheVersionAndAsksOnlyWhenItMoved() {
        run(csv("0001,One,A,C,,\n"));
        catalogue.refresh(campaign, 2).await();
        var held = catalogue.require(campaign);
        catalogue.refresh(campaign, 2).await();
        assertThat(catalogue.require(campaign)).isSameAs(held);

        run(csv("0002,Two,A,C,,\n"));
        catalogue.refresh(campaign, 3).await();
        assertThat(catalogue.require(campaign).listed()).hasSize(2);
    }

    @Test
    void aCampaignWithoutWorksHasAnEmptyCatalogue() {
        assertThat(works().listed()).isEmpty();
        assertThat(works().categories()).isEmpty();
    }

    private ImportReport run(ImportFile file) {
        return importer.run(campaign, "op", file, (done, all) -> {}).await();
    }

    private Works works() {
        return table.load(campaign).await();
    }

    private int version() {
        return row("SELECT catalogue FROM campaign WHERE id = " + campaign).getInteger(0);
    }

    private List<String> audits() {
        var texts = new ArrayList<String>();
        POOL.preparedQuery("SELECT operator || ' ' || act || ' ' || reason FROM audit WHERE campaign = $1 ORDER BY id")
                .execute(Tuple.of(campaign))
                .await()
                .forEach(row -> texts.add(row.getString(0)));
        return texts;
    }

    private static Row row(String sql) {
        return POOL.query(sql).execute().await().iterator().next();
    }

    private static ImportFile csv(String rows) {
        return file(HEADER + rows);
    }

    private static ImportFile file(String text) {
        return new ImportFile("works.csv", text.getBytes(UTF_8));
    }

    private static ImportFile many(int works) {
        return csv(IntStream.rangeClosed(1, works)
                .mapToObj("%1$05d,Title %1$d,Author,Category,\"A, summary\",https://works.example/%1$d\n"::formatted)
                .collect(Collectors.joining()));
    }
}

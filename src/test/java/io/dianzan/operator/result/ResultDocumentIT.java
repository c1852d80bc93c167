package io.dianzan.operator.result;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.CatalogueFinal;
import io.dianzan.catalogue.CatalogueImport;
import io.dianzan.catalogue.ImportFile;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.result.ResultDocument.Form;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The closing document: true of the ledger, of a final campaign only, and always the same. */
class ResultDocumentIT {
    private static final TestPostgres DATABASE = TestPostgres.fresh();
    private static final Vertx VERTX = Vertx.vertx();
    private static final LocalDate FIRST = LocalDate.of(2024, 2, 27);
    private static Pool pool;

    @BeforeAll
    static void make() {
        pool = DATABASE.pool(VERTX, 4);
        var done = MadeCampaign.in(DATABASE, "done", FIRST, 3, 12)
                .votes(1, 300)
                .ruled("held", "one address", "b.voter % 7 = 0")
                .ruled("void", "one address", "b.voter % 14 = 0")
                .ruled("valid", "a mistake", "b.voter % 28 = 0")
                .fenced()
                .madeFinal();
        DATABASE.execute("UPDATE work SET title = '<script>|*_x_*|' WHERE number = '0003' AND campaign = " + done.id());
        DATABASE.execute("UPDATE work SET withdrawn_at = '2024-02-28T00:00+08:00' WHERE number = '0002' AND campaign = "
                + done.id());
        MadeCampaign.in(DATABASE, "closed", FIRST, 1, 2).votes(1, 3).fenced();
        MadeCampaign.in(DATABASE, "unfenced", FIRST, 1, 2).votes(1, 3).madeFinal();
        MadeCampaign.in(DATABASE, "sealed", FIRST, 1, 2).votes(1, 3).fenced().madeFinal();
        DATABASE.execute("INSERT INTO seal SELECT campaign, day, 3, decode('abcd', 'hex'), '2024-02-28T00:05+08:00'"
                + " FROM fence WHERE campaign = (SELECT id FROM campaign WHERE slug = 'sealed')");
    }

    @AfterAll
    static void close() {
        await(pool.close());
        await(VERTX.close());
    }

    private static Future<String> ask(String slug, Form form) {
        var campaigns = new Campaigns(pool);
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        await(campaigns.refresh());
        await(clock.measure());
        return new ResultDocument(pool).of(campaigns.require(slug), clock.now(), form);
    }

    private static JsonObject data(String slug) {
        return new JsonObject(await(ask(slug, Form.JSON))).getJsonObject("data");
    }

    @Test
    void itsNumbersAreTheLedgers() {
        var data = data("done");
        var totals = data.getJsonObject("totals");
        var id = "(SELECT id FROM campaign WHERE slug = 'done')";
        assertThat(totals.getLong("raw")).isEqualTo(900);
        assertThat(totals.getLong("valid"))
                .isEqualTo(DATABASE.number("SELECT sum(valid) FROM ledger_count WHERE campaign = " + id));
        assertThat(totals.getLong("held")).isEqualTo(21);
        assertThat(totals.getLong("voided")).isEqualTo(11);
        assertThat(data.getJsonArray("works")).hasSize(11);
        assertThat(data.getJsonArray("withdrawn").getJsonObject(0).getString("number"))
                .isEqualTo("0002");
        assertThat(data.getJsonArray("days")).hasSize(3).allSatisfy(day -> assertThat(
                        ((JsonObject) day).getLong("ballots"))
                .isEqualTo(300));
        assertThat(data.getJsonObject("result").getString("since")).isEqualTo("2024-03-01T12:00:03+08:00");
        assertThat(data.getJsonArray("acts").getJsonObject(0).getString("act")).isEqualTo("final");
    }

    @Test
    void rulingsStandByTheirReasons() {
        var rulings = data("done").getJsonArray("rulings").stream()
                .map(one -> (JsonObject) one)
                .map(one -> one.getString("state") + " " + one.getString("reason") + " " + one.getLong("made") + " "
                        + one.getLong("standing"))
                .toList();
        assertThat(rulings)
                .containsExactly("held one address 42 21", "valid a mistake 10 10", "void one address 21 11");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void theSameCampaignGivesTheSameBytes(Form form) {
        assertThat(await(ask("done", form))).isEqualTo(await(ask("done", form)));
    }

    @Test
    void noImportChangesIt() {
        var before = await(ask("done", Form.JSON));
        var id = (int) DATABASE.number("SELECT id FROM campaign WHERE slug = 'done'");
        var file = new ImportFile(
                "works.csv",
                "number,title,author,category\n0001,Another title,author,text\n".getBytes(StandardCharsets.UTF_8));
        var importing = new CatalogueImport(new WorkTable(pool)).run(id, "op", file, (rows, all) -> {});
        assertThat(failureOf(importing)).isInstanceOf(CatalogueFinal.class);
        assertThat(await(ask("done", Form.JSON))).isEqualTo(before);
    }

    @Test
    void theHashIsOfTheThirdLineAndStandsInEveryForm() throws NoSuchAlgorithmException {
        var json = await(ask("done", Form.JSON));
        var line = json.split("\n")[2];
        var hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        assertThat(new JsonObject(json).getString("sha256")).isEqualTo(hash);
        for (var form : List.of(Form.MARKDOWN, Form.HTML)) {
            assertThat(await(ask("done", form))).contains(hash);
        }
    }

    @Test
    void aHostileTitleIsNoMarkUp() {
        assertThat(await(ask("done", Form.HTML)))
                .contains("&lt;script&gt;|*_x_*|")
                .doesNotContain("<script");
        assertThat(await(ask("done", Form.MARKDOWN))).contains("\\<script\\>\\|\\*\\_x\\_\\*\\|");
    }

    @Test
    void sealsStandWhereThereAreSome() {
        assertThat(data("sealed")
                        .getJsonArray("days")
                        .getJsonObject(0)
                        .getJsonObject("seal")
                        .getString("root"))
                .isEqualTo("abcd");
        assertThat(await(ask("sealed", Form.MARKDOWN))).contains("| abcd |");
        assertThat(await(ask("done", Form.MARKDOWN))).contains("## 封存 Seals\n\n无 None.");
    }

    @Test
    void aCampaignThatIsNotFinalHasNone() {
        assertThat(failureOf(ask("closed", Form.JSON)))
                .isInstanceOf(NoResult.class)
                .hasMessage("only a final campaign has a result; closed is closed");
        assertThat(failureOf(ask("unfenced", Form.JSON))).hasMessageContaining("has no fence yet");
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.ToolSite;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Exports, the result and the purge from the command line. */
class OfficeCommandsIT {
    private static final LocalDate FIRST = LocalDate.of(2024, 2, 27);
    private static final ToolSite SITE = new ToolSite("retention: {signals: 2d, identities: 3d}\n");

    @BeforeAll
    static void make() {
        MadeCampaign.in(SITE.database(), "done", FIRST, 2, 5)
                .votes(1, 50)
                .fenced()
                .signals()
                .madeFinal();
        MadeCampaign.in(SITE.database(), "closed", FIRST, 1, 2);
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    private static ToolRun run(String... words) {
        return ToolRun.of(SITE, words);
    }

    private static List<String> files() throws IOException {
        try (var files = Files.list(SITE.file("out"))) {
            return files.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    @Test
    void anExportIsAWholeFileUnderItsNameOrNone() throws IOException {
        Files.createDirectories(SITE.file("out"));
        var file = SITE.file("out/ballots.csv");
        var done = run("export", "ballots", "done", "--out", file.toString());
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.err()).contains("100 rows.");
        assertThat(done.text()).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(101);

        var before = Files.readAllBytes(file);
        var refused = run("export", "ballots", "nowhere", "--out", file.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(files()).containsExactly("ballots.csv");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(SITE.database()
                        .number("SELECT count(*) FROM audit WHERE act = 'exported' AND operator = 'cli:"
                                + System.getProperty("user.name") + "' AND after->>'rows' = '100'"))
                .isEqualTo(1);
    }

    @Test
    void standardOutputHasTheFileAndNothingElse() {
        var done = run("export", "results", "done", "--format=json", "--out=-");
        assertThat(done.status()).as(done.err()).isZero();
        var json = new JsonObject(done.text());
        assertThat(json.getString("status")).isEqualTo("final");
        assertThat(json.getJsonArray("rows")).hasSize(5);
        assertThat(json.getInteger("count")).isEqualTo(5);
        assertThat(done.err()).contains("5 rows.");
    }

    @Test
    void whatIsNotUnderstoodIsWrongUsage() {
        assertThat(run("export", "everything", "done", "--out=-").status()).isEqualTo(2);
        assertThat(run("export", "ballots", "done").status()).isEqualTo(2);
        var nameless = run("export", "ballots", "done", "--out=-");
        assertThat(nameless.status()).isEqualTo(1);
        assertThat(nameless.err()).contains("--format csv, xlsx or json");
        assertThat(run("export", "ballots", "done", "--out=/nowhere/at/all.csv").status())
                .isEqualTo(1);
        for (var command : List.of("export", "result", "purge")) {
            assertThat(run(command, "--help").status()).as(command).isZero();
        }
    }

    @Test
    void theResultIsOfAFinalCampaign() throws IOException {
        var markdown = run("result", "done");
        assertThat(markdown.status()).as(markdown.err()).isZero();
        assertThat(markdown.text()).contains("# 投票结果 Result: 测试", "| 100 | 0 | 0 | 0 | 100 |");
        var file = SITE.file("result.html");
        assertThat(run("result", "done", "--format=html", "--out", file.toString())
                        .status())
                .isZero();
        assertThat(Files.readString(file)).startsWith("<!doctype html>").endsWith("</html>\n");
        var works = SITE.file("works.csv");
        Files.writeString(works, "number,title,author,category\n0001,Another title,author,text\n");
        var imported = run("import", "done", works.toString());
        assertThat(imported.status()).isEqualTo(1);
        assertThat(imported.err()).contains("the result is final; nothing is imported any more");
        assertThat(run("result", "done").text()).isEqualTo(markdown.text());
        var refused = run("result", "closed");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("only a final campaign has a result; closed is closed");
    }

    @Test
    void aPurgeSaysWhatItWouldDoAndThenDoesIt() {
        var dry = run("purge", "--dry-run");
        assertThat(dry.status()).as(dry.err()).isZero();
        assertThat(dry.text()).contains("done: 100 signals", "Nothing was purged");
        assertThat(SITE.database().number("SELECT count(*) FROM signal")).isEqualTo(100);
        assertThat(run("purge").text()).contains("done: 100 signals", "Purged.");
        assertThat(SITE.database().number("SELECT count(*) FROM signal")).isZero();
        assertThat(run("purge").text()).contains("Nothing is due.");
        assertThat(run("recount", "done").status()).isZero();
    }
}

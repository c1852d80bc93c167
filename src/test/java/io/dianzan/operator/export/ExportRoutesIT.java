package io.dianzan.operator.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exports from the console: the page, the downloads, and one that breaks. */
class ExportRoutesIT {
    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        MadeCampaign.in(SITE.database(), "small", LocalDate.of(2024, 2, 27), 2, 5)
                .votes(1, 50)
                .fenced();
        MadeCampaign.in(SITE.database(), "great", LocalDate.of(2024, 2, 27), 3, 50)
                .votes(1, 100_000)
                .fenced();
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Staff auditor() {
        return Staff.of(SITE, server, "auditor");
    }

    private static HttpRequest request(Staff staff, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.managementPort() + path))
                .header("Cookie", staff.cookie())
                .build();
    }

    private static HttpResponse<byte[]> download(Staff staff, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(staff, path), BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void anAuditorDownloadsAWholeFileUnderItsName(Format format) throws IOException, InterruptedException {
        var answer = download(auditor(), "/operator/c/small/export/ballots." + format.word());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"small-ballots." + format.word() + "\"");
        assertThat(answer.headers().firstValue("Content-Type")).contains(format.type());
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(OtherReaders.read(format, answer.body()).rows()).hasSize(100);
        Eventually.holds(
                "the audit has it under his name",
                () -> SITE.number("SELECT count(*) FROM audit WHERE act = 'exported' AND operator = 'test-auditor'"
                                + " AND after->>'rows' = '100' AND after->>'format' = '" + format.word() + "'")
                        == 1);
    }

    @Test
    void whoMayNotGetsNothingAndNothingIsWritten() throws IOException, InterruptedException {
        var before = SITE.number("SELECT count(*) FROM audit");
        var viewer = Staff.of(SITE, server, "viewer");
        for (var path : new String[] {
            "/operator/c/small/export/ballots.csv", "/operator/c/small/exports", "/operator/c/small/exports/recent"
        }) {
            assertThat(download(viewer, path).statusCode()).as(path).isEqualTo(403);
        }
        assertThat(download(auditor(), "/operator/c/small/export/voters.csv").statusCode())
                .isEqualTo(404);
        assertThat(download(auditor(), "/operator/c/nowhere/export/ballots.csv").statusCode())
                .isEqualTo(404);
        var head = HttpRequest.newBuilder(
                        request(auditor(), "/operator/c/small/export/audit.csv"), (name, value) -> true)
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(head, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
        assertThat(SITE.number("SELECT count(*) FROM audit")).isEqualTo(before);
    }

    @Test
    void thePageOffersEveryFileAndShowsTheLastOnes() throws IOException, InterruptedException {
        download(auditor(), "/operator/c/small/export/results.xlsx");
        var page = auditor().page("/operator/c/small/exports").body();
        for (var what : What.values()) {
            for (var format : Format.values()) {
                assertThat(page).contains("/operator/c/small/export/" + what.word() + "." + format.word());
            }
        }
        assertThat(page).contains("test-auditor", "完整", "aria-current=\"page\"", "exports.js");
        var part = auditor().page("/operator/c/small/exports/recent").body();
        assertThat(part).contains("test-auditor").doesNotContain("<html", "<main");
    }

    @Test
    void aDownloadThatBreaksDoesNotLookWhole() throws IOException, InterruptedException {
        var answer = HttpClient.newHttpClient()
                .send(request(auditor(), "/operator/c/great/export/ballots.csv"), BodyHandlers.ofInputStream());
        try (var body = answer.body()) {
            assertThat(body.readNBytes(1_000)).hasSize(1_000);
            // not read any further, so the export waits for its reader; its snapshot's session ends meanwhile
            Eventually.holds(
                    "the export's session is ended",
                    () -> SITE.number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                                    + " WHERE state = 'idle in transaction' AND usename = 'dianzan_server'"
                                    + " AND datname = current_database()")
                            > 0);
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
        Eventually.holds(
                "the audit says so", () -> SITE.number("SELECT count(*) FROM audit WHERE act = 'export-broken'") == 1);
        assertThat(auditor().page("/operator/c/great/exports").body()).contains("中断");
    }
}

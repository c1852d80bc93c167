package io.dianzan.operator.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.RawHttp;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator brings a file of works to the console. */
class ImportPageIT {
    private static final String PAGE = "/operator/c/one/import";
    private static final String OVER = "/operator/c/over/import";
    private static final String HEADER = "number,title,author,category\r\n";
    private static final Pattern APPLY = Pattern.compile("action=\"(" + PAGE + "/[0-9a-f-]{36})\"");
    private static final Pattern HIDDEN = Pattern.compile("name=\"(hash|catalogue)\" value=\"([^\"]+)\"");
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    private static RunningServer server;
    private static Staff operator;

    @BeforeAll
    static void start() {
        server = SITE.server();
        operator = Staff.of(SITE, server, "operator");
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Ask upload(Staff staff, String token, String csv) {
        return upload(staff, PAGE, token, csv);
    }

    private static Ask upload(Staff staff, String page, String token, String csv) {
        var body = "--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + token
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"works.csv\"\r\n"
                + "Content-Type: text/csv\r\n\r\n" + csv + "\r\n--b--\r\n";
        return staff.ask("POST", page)
                .header("Origin", "http://127.0.0.1:" + staff.port())
                .header("Accept-Language", "en")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(body);
    }

    private static RawHttp.Answer preview(String csv) {
        return operator.send(upload(operator, operator.formToken(), csv));
    }

    private static RawHttp.Answer apply(RawHttp.Answer preview, String reason) {
        var path = APPLY.matcher(preview.body());
        assertThat(path.find()).as(preview.body()).isTrue();
        var form = new StringBuilder("reason=" + URLEncoder.encode(reason, StandardCharsets.UTF_8));
        HIDDEN.matcher(preview.body())
                .results()
                .forEach(field ->
                        form.append("&").append(field.group(1)).append("=").append(field.group(2)));
        return operator.post(path.group(1), form.toString());
    }

    private static RawHttp.Answer withCookies(Staff staff, String more) {
        return staff.send(staff.ask("GET", PAGE)
                .without("Cookie")
                .header("Cookie", staff.cookie() + "; " + more)
                .header("Accept", "text/html"));
    }

    private static String title(String number) {
        return new Ask("GET", "/v1/campaigns/one/works/" + number).of(server).body();
    }

    @Test
    void a_file_is_shown_and_then_exactly_that_is_done() {
        assertThat(operator.page(PAGE).body()).contains("type=\"file\"", "enctype=\"multipart/form-data\"");
        var preview = preview(HEADER + "0001,<b>A better title</b>,author,category\r\n0200,A new work,author,category");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.body())
                .contains("<del>work 1</del>", "&lt;b&gt;A better title&lt;/b&gt;", "0200", "SHA-256 ")
                .doesNotContain("<b>A better");
        assertThat(title("0001")).contains("work 1");

        var done = apply(preview, "the jury's list");
        assertThat(done.status()).isEqualTo(303);
        assertThat(done.headers().get("Location")).isEqualTo(PAGE);
        var left = done.headers().get("Set-Cookie").split(";")[0];
        var told = withCookies(operator, left);
        assertThat(told.body()).contains("新增 1 件，更改 1 件");
        assertThat(told.headers().get("Set-Cookie")).as("once").contains("operator-said=;", "Max-Age=0");
        assertThat(withCookies(Staff.of(SITE, server, "operator"), left).body()).doesNotContain("已导入");
        assertThat(withCookies(operator, left.replace(":1:1.", ":999:7.")).body())
                .doesNotContain("已导入");
        assertThat(operator.page(PAGE + "?added=999&changed=7").body()).doesNotContain("已导入");
        Eventually.holds("phones see the new work", () -> title("0200").contains("A new work"));
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act = 'import' AND operator = '" + operator.name()
                        + "' AND reason = 'the jury''s list' AND after->>'file' = 'works.csv'"))
                .isEqualTo(1);

        var twice = apply(preview, "once more");
        assertThat(twice.status()).isEqualTo(200);
        assertThat(twice.body()).contains("这份预览已失效");
    }

    @Test
    void faults_are_listed_by_line_and_leave_nothing_to_apply() {
        var preview = preview(HEADER + "0300,,author,category\r\n0301,One,author\r\n");
        assertThat(preview.body()).contains("expected a text, found nothing").doesNotContain(PAGE + "/");
        assertThat(title("0300")).contains("work-unknown");
    }

    @Test
    void nobody_imports_without_a_reason() {
        var preview = preview(HEADER + "0400,Four,author,category\r\n");
        assertThat(apply(preview, " ").status()).isEqualTo(400);
        assertThat(title("0400")).contains("work-unknown");
        assertThat(apply(preview, "a reason").status()).isEqualTo(303);
    }

    @Test
    void a_final_campaign_takes_no_file_and_says_so() {
        MadeCampaign.in(SITE.database(), "over", LocalDate.of(2024, 2, 27), 1, 2)
                .fenced()
                .madeFinal();
        SITE.execute("UPDATE campaign SET world = world + 1 WHERE slug = 'over'");
        Eventually.holds("the result is known", () -> operator.page(OVER).body().contains("结果已是最终结果，不能再导入作品"));
        assertThat(operator.page(OVER).body()).doesNotContain("type=\"file\"");
        var upload = upload(operator, OVER, operator.formToken(), HEADER + "0001,New,author,category\r\n");
        assertThat(operator.send(upload).body())
                .contains("The result is final; no works are imported any more.")
                .doesNotContain(OVER + "/");
    }

    @Test
    void only_operators_import_and_only_from_our_own_page() {
        for (var role : new String[] {"viewer", "auditor"}) {
            var other = Staff.of(SITE, server, role);
            assertThat(other.get(PAGE).status()).as(role).isEqualTo(403);
            assertThat(other.send(upload(other, other.formToken(), HEADER)).status())
                    .as(role)
                    .isEqualTo(403);
        }
        assertThat(operator.send(upload(operator, "wrong", HEADER)).status()).isEqualTo(403);
        assertThat(operator.send(upload(operator, operator.formToken(), HEADER).without("Cookie"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void no_file_stays_behind_and_the_folder_goes_with_the_server() throws IOException {
        var before = folders();
        try (var site = new TestSite().campaign("one", "perDay: 1")) {
            var own = site.server();
            var staff = Staff.of(site, own, "operator");
            assertThat(staff.send(upload(staff, staff.formToken(), HEADER + "0500,Five,author,category\r\n"))
                            .status())
                    .isEqualTo(200);
            var made = folders();
            made.removeAll(before);
            assertThat(made).hasSize(1);
            Eventually.holds("the file is gone", () -> made.get(0).toFile().list().length == 0);
            own.stop();
            assertThat(made.get(0)).doesNotExist();
        }
    }

    private static List<Path> folders() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(path -> path.getFileName().toString().startsWith("dianzan-uploads-"))
                    .collect(Collectors.toCollection(ArrayList::new));
        }
    }

    @Test
    void a_file_beyond_all_measure_is_not_read() throws IOException {
        var huge = upload(operator, operator.formToken(), HEADER)
                .header("Content-Length", Long.toString(ImportPages.MOST_BYTES + 1));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), operator.port())) {
            socket.getOutputStream().write(huge.text().getBytes(StandardCharsets.UTF_8));
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 413 ");
        }
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.operator.staff.CheapPasswords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Accounts as the command keeps them, and what their owners can do at the console of a running server. */
class OperatorsIT {
    private static final String PASSWORD = "a long enough password";
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final TestSite SITE = new TestSite().campaign("demo", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private record Done(int status, String out, String err) {}

    private static Done operator(String... words) {
        var arguments = new ArrayList<>(List.of("operator"));
        arguments.addAll(List.of(words));
        arguments.add("--config=" + SITE.folder().resolve("conf/server.yaml"));
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var line = Main.commandLine();
            line.setErr(new PrintWriter(err, true));
            var status = line.execute(arguments.toArray(String[]::new));
            return new Done(status, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    private static void added(String name, String role) throws IOException {
        var file = SITE.folder().resolve("password");
        Files.writeString(file, PASSWORD + "\n");
        var done = operator("add", name, "--role", role, "--password-file", file.toString());
        assertThat(done.status()).as(done.err()).isZero();
    }

    /** A browser at the door: what it was given to keep, and the token of the form that it sees. */
    private record Door(String cookie, String token) {
        static Door open() {
            var page =
                    ask("GET", "/operator/login").header("Accept", "text/html").of(server.managementPort());
            var token = TOKEN.matcher(page.body());
            assertThat(token.find()).isTrue();
            return new Door(page.headers().get("Set-Cookie").split(";")[0], token.group(1));
        }

        Answer enter(String name, String password) {
            var form = "token=" + token + "&to=%2Foperator%2Fc%2Fdemo%2Fcampaign&name=" + encoded(name) + "&password="
                    + encoded(password);
            return ask("POST", "/operator/login")
                    .header("Cookie", cookie)
                    .header("Origin", "http://127.0.0.1:" + server.managementPort())
                    .header("Accept", "text/html")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .body(form)
                    .of(server.managementPort());
        }
    }

    private static Ask ask(String method, String path) {
        return new Ask(method, path).header("Host", "127.0.0.1:" + server.managementPort());
    }

    private static String login(String name) {
        var answer = Door.open().enter(name, PASSWORD);
        assertThat(answer.status()).as(answer.body()).isEqualTo(303);
        return answer.headers().get("Set-Cookie").split(";")[0];
    }

    private static int seen(String cookie) {
        return ask("GET", "/operator/c/demo/campaign")
                .header("Cookie", cookie)
                .of(server.managementPort())
                .status();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void an_operator_who_was_added_logs_in_and_out() throws IOException {
        added("first", "operator");
        var answer = Door.open().enter("first", PASSWORD);

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.headers().get("Location")).isEqualTo("/operator/c/demo/campaign");
        assertThat(answer.headers().get("Set-Cookie"))
                .matches("operator=[A-Za-z0-9_-]{43};.*")
                .contains("Path=/operator", "HTTPOnly", "SameSite=Strict");
        var cookie = answer.headers().get("Set-Cookie").split(";")[0];
        var page =
                ask("GET", "/operator/c/demo/campaign").header("Cookie", cookie).of(server.managementPort());
        assertThat(page.status()).isEqualTo(200);
        var token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        var out = ask("POST", "/operator/logout")
                .header("Cookie", cookie)
                .header("Origin", "http://127.0.0.1:" + server.managementPort())
                .header("X-Form-Token", token.group(1))
                .body("")
                .of(server.managementPort());
        assertThat(out.status()).isEqualTo(303);
        assertThat(seen(cookie)).isEqualTo(401);
    }

    @Test
    void a_wrong_name_and_a_wrong_password_are_told_alike() throws IOException {
        added("known", "viewer");
        var wrongPassword = Door.open().enter("known", "not the right password");
        var wrongName = Door.open().enter("nobody-at-all", PASSWORD);

        assertThat(wrongPassword.status()).isEqualTo(403);
        assertThat(wrongName.status()).isEqualTo(403);
        assertThat(told(wrongName)).isEqualTo(told(wrongPassword)).contains("名称或密码不对");
    }

    private static String told(Answer answer) {
        return answer.body().replaceAll("(content|value)=\"[A-Za-z0-9_-]{16}\\.[^\"]+\"", "");
    }

    @Test
    void a_session_ends_with_its_account_its_role_and_its_password() throws IOException {
        for (var act : List.of("remove", "reset", "role")) {
            var name = "ends-by-" + act;
            added(name, "viewer");
            var cookie = login(name);
            assertThat(seen(cookie)).isEqualTo(200);
            var done =
                    switch (act) {
                        case "remove" -> operator("remove", name);
                        case "reset" -> operator("reset", name, "--generate");
                        default -> operator("role", name, "--role", "auditor");
                    };
            assertThat(done.status()).as(done.err()).isZero();

            assertThat(seen(cookie)).as(act).isEqualTo(401);
        }
        assertThat(seen(login("ends-by-role"))).isEqualTo(200);
        assertThat(Door.open().enter("ends-by-remove", PASSWORD).status()).isEqualTo(403);
        assertThat(Door.open().enter("ends-by-reset", PASSWORD).status()).isEqualTo(403);
    }

    @Test
    void a_session_ends_unused_and_at_the_end_of_a_working_day() throws IOException {
        added("tired", "viewer");
        var unused = login("tired");
        SITE.execute(
                "UPDATE operator_session SET seen_at = clock_timestamp() - interval '31 minutes' WHERE name = 'tired'");
        assertThat(seen(unused)).isEqualTo(401);
        var late = login("tired");
        SITE.execute(
                "UPDATE operator_session SET ends_at = clock_timestamp() - interval '1 second' WHERE name = 'tired'");
        assertThat(seen(late)).isEqualTo(401);
    }

    @Test
    void a_generated_password_is_printed_once_and_stands_nowhere() {
        var done = operator("add", "generated", "--role", "auditor", "--generate");
        var password = done.out().replaceAll("(?s).*once: (\\S+).*", "$1");

        assertThat(password).matches("[A-Za-z0-9_-]{20}");
        assertThat(Door.open().enter("generated", password).status()).isEqualTo(303);
        assertThat(SITE.number("SELECT count(*) FROM operator_account WHERE password LIKE '%" + password + "%'"))
                .isZero();
        assertThat(SITE.log()).doesNotContain(password);
    }

    @Test
    void every_change_and_login_is_audited_and_no_secret_with_it() throws IOException {
        added("audited", "viewer");
        login("audited");
        operator("role", "audited", "--role", "auditor", "--reason", "moves to the audit");
        operator("reset", "audited", "--generate");
        operator("remove", "audited");

        var lines = "SELECT count(*) FROM audit WHERE campaign IS NULL AND (operator = 'audited'"
                + " OR coalesce(after, before) ->> 'name' = 'audited')";
        assertThat(SITE.number(lines)).isEqualTo(5);
        assertThat(SITE.number(lines + " AND act = 'operator-role' AND reason = 'moves to the audit'"
                        + " AND before ->> 'role' = 'viewer' AND after ->> 'role' = 'auditor'"
                        + " AND operator = 'cli:' || '" + System.getProperty("user.name") + "'"))
                .isOne();
        assertThat(SITE.number(
                        "SELECT count(*) FROM audit WHERE concat(before, after, reason) ~ 'argon2|" + PASSWORD + "'"))
                .isZero();
    }

    @Test
    void what_cannot_be_is_refused_and_says_why() throws IOException {
        added("taken", "viewer");
        var file = SITE.folder().resolve("password").toString();

        assertThat(operator("add", "taken", "--role", "viewer", "--password-file", file)
                        .err())
                .contains("already");
        assertThat(operator("add", "Not A Name", "--role", "viewer", "--generate")
                        .err())
                .contains("NAME: expected");
        assertThat(operator("add", "fine", "--role", "king", "--generate").err())
                .contains("viewer, auditor, operator");
        assertThat(operator("remove", "never-there").err()).contains("there is no operator never-there");
        Files.writeString(SITE.folder().resolve("short"), "short");
        assertThat(operator(
                                "add",
                                "fine",
                                "--role",
                                "viewer",
                                "--password-file",
                                SITE.folder().resolve("short").toString())
                        .err())
                .contains("at least 12 characters");
        assertThat(operator("list").out()).contains("taken", "viewer").doesNotContain("argon2");
    }

    private static double logins(String outcome) {
        return Metrics.of(server).value("dianzan_operator_logins_total{outcome=\"" + outcome + "\"}");
    }

    @Test
    void who_tries_one_name_too_often_waits_and_the_right_password_does_not_help() throws IOException {
        added("guessed", "operator");
        var door = Door.open();
        var wrong = logins("wrong");
        var tooFast = logins("too-fast");
        var ok = logins("ok");
        for (int i = 0; i < 10; i++) {
            assertThat(door.enter("guessed", "wrong password " + i).status()).isEqualTo(403);
        }
        assertThat(logins("wrong")).isEqualTo(wrong + 10);
        assertThat(SITE.log()).doesNotContain("failed tries for one name");
        var answer = door.enter("guessed", PASSWORD);
        assertThat(door.enter("guessed", PASSWORD).status()).isEqualTo(429);
        assertThat(logins("too-fast")).isEqualTo(tooFast + 2);
        assertThat(SITE.log().split("failed tries for one name", -1))
                .as("told once")
                .hasSize(2);
        assertThat(SITE.log()).doesNotContain("guessed");

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers()).containsEntry("Retry-After", "900");
        SITE.execute("DELETE FROM operator_try");
        assertThat(door.enter("guessed", PASSWORD).status()).isEqualTo(303);
        assertThat(logins("ok")).isEqualTo(ok + 1);
        SITE.execute("DELETE FROM operator_try");
    }

    @Test
    void a_password_that_was_written_cheaply_is_written_anew_at_the_next_login() throws IOException {
        added("old", "viewer");
        var cheap = "SELECT count(*) FROM operator_account WHERE name = 'old' AND password LIKE '%m=64,t=1,p=1%'";
        SITE.execute(
                "UPDATE operator_account SET password = '" + CheapPasswords.hash(PASSWORD) + "' WHERE name = 'old'");
        assertThat(SITE.number(cheap)).isOne();
        login("old");

        assertThat(SITE.number(cheap)).isZero();
        assertThat(seen(login("old"))).isEqualTo(200);
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Database;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.FaultProxy;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestPostgres;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connection to the database is lost while an act commits: nobody knows, and the operator is sent to the audit. */
class LostDatabaseIT {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");
    private static final TestPostgres POSTGRES = TestPostgres.fresh();
    private static final FaultProxy WIRE = new FaultProxy(TestPostgres.port());
    private static final TestSite SITE = TestSite.on(new BehindAWire()).campaign("one", "perDay: 1");
    private static final Vertx VERTX = Vertx.vertx();
    private static RunningServer server;
    private static Phone voter;

    /** Servers and tools come through the wire, the test itself does not. */
    private static final class BehindAWire implements Database {
        @Override
        public String yaml() {
            return POSTGRES.yaml().replace(":" + TestPostgres.port() + "/", ":" + WIRE.port() + "/");
        }

        @Override
        public Connection superuser() {
            return POSTGRES.superuser();
        }
    }

    @BeforeAll
    static void start() {
        server = SITE.server();
        voter = Phone.login(Phone.connections(VERTX, 2), server, "me");
        assertThat(voter.tap("one", "0001", "k").recorded()).isTrue();
        SITE.execute("""
                CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN PERFORM pg_sleep(0.6); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION slow_commit()""");
    }

    @AfterAll
    static void stop() throws IOException {
        VERTX.close().await();
        SITE.close();
        WIRE.close();
    }

    /** Cuts the wire while {@code act} commits. */
    private static <T> T lost(Supplier<T> act) {
        var told = CompletableFuture.supplyAsync(act);
        Eventually.holds(
                "it commits",
                () -> SITE.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                        + " AND state = 'active' AND query = 'COMMIT' AND query_start < clock_timestamp() - interval '50 ms'")
                        > 0);
        WIRE.cutAnswers(true);
        try {
            return told.join();
        } finally {
            WIRE.cutAnswers(false);
        }
    }

    private static long audited(String act) {
        return SITE.number("SELECT count(*) FROM audit WHERE act = '" + act + "'");
    }

    private record Done(int status, String err) {}

    private static Done hold() {
        var err = new StringWriter();
        var line = Main.commandLine();
        line.setErr(new PrintWriter(err, true));
        line.setOut(new PrintWriter(new StringWriter(), true));
        var status = line.execute(
                "act",
                "hold",
                "one",
                "--voter=" + voter.voter(),
                "--reason=odd",
                "--yes",
                "--config=" + SITE.folder().resolve("conf/server.yaml"));
        return new Done(status, err.toString());
    }

    @Test
    void theCommandLineSaysSo() {
        var done = lost(LostDatabaseIT::hold);
        assertThat(done.err()).contains("Look at the audit");
        assertThat(done.status()).isEqualTo(4);
        Eventually.holds("the audit knows", () -> audited("hold") == 1);
    }

    @Test
    void theConsoleSaysSo() {
        var operator = Staff.of(SITE, server, "operator");
        var path = "/operator/c/one/acts/ban";
        var panel = operator.page(path + "?voter=" + voter.voter()).body();
        var form = new StringBuilder("reason=strange");
        var fields = HIDDEN.matcher(panel.substring(panel.indexOf("<form method=\"post\" action=\"/operator/c/")));
        while (fields.find()) {
            if (!fields.group(1).equals("token")) {
                form.append('&')
                        .append(fields.group(1))
                        .append('=')
                        .append(URLEncoder.encode(fields.group(2), StandardCharsets.UTF_8));
            }
        }
        var answer = lost(() -> operator.post(path, form.toString()));
        assertThat(answer.body()).contains("请先查看审计");
        assertThat(answer.status()).isEqualTo(409);
        Eventually.holds("the audit knows", () -> audited("ban") == 1);
    }
}

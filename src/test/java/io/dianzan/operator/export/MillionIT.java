package io.dianzan.operator.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.KeyRing;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.ToolSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million ballots leave through a process of 256 MB, and come back equal to the ledger by another's reader. */
class MillionIT {
    private static final int DAYS = 5;
    private static final int VOTERS = 200_000;
    private static final LocalDate FIRST = LocalDate.of(2024, 2, 27);
    private static final ToolSite SITE = new ToolSite();
    private static MadeCampaign great;

    @BeforeAll
    static void make() {
        great = MadeCampaign.in(SITE.database(), "great", FIRST, DAYS, 1_100)
                .votes(1, VOTERS)
                .ruled("held", "one address", "b.voter % 1000 = 0");
        SITE.database().execute("ANALYZE");
    }

    @AfterAll
    static void close() {
        SITE.close();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aMillionBallotsAreTheRowsOfTheLedger(Format format) throws IOException, InterruptedException, SQLException {
        var file = SITE.file("ballots." + format.word());
        export(file);
        var names = new Pseudonyms(KeyRing.read(SITE.file("data/keys/exports"))).of("great");
        var rows = new AtomicLong(-1);
        try (var connection = SITE.database().superuser();
                var ledger = ledger(connection)) {
            OtherReaders.each(format, file, row -> {
                if (rows.incrementAndGet() > 0) {
                    assertThat(row).isEqualTo(next(ledger, names));
                }
            });
            assertThat(rows.get()).isEqualTo((long) DAYS * VOTERS);
            assertThat(ledger.next()).isFalse();
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** In a Java of its own. */
    private static void export(Path file) throws IOException, InterruptedException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.dianzan.Main",
                "export",
                "ballots",
                "great",
                "--out",
                file.toString(),
                "-c",
                SITE.config().toString());
        var said = SITE.file("said").toFile();
        var status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said)
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(said.toPath())).isZero();
    }

    private static ResultSet ledger(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        var statement = connection.createStatement();
        statement.setFetchSize(10_000);
        return statement.executeQuery("""
                SELECT b.day::text, b.voter, b.slot, w.number, b.accepted_at, b.rules, coalesce(r.state, 'valid'), b.share IS NOT NULL
                FROM ballot b JOIN work w ON w.id = b.work LEFT JOIN ruling r
                  ON r.campaign = b.campaign AND r.day = b.day AND r.voter = b.voter AND r.slot = b.slot
                WHERE b.campaign = %d ORDER BY b.day, b.accepted_at, b.tap""".formatted(great.id()));
    }

    private static List<String> next(ResultSet ledger, Pseudonyms.OfCampaign names) {
        try {
            assertThat(ledger.next()).isTrue();
            var row = new ArrayList<String>();
            row.add(ledger.getString(1));
            row.add(names.of(ledger.getLong(2)));
            row.add(ledger.getString(3));
            row.add(ledger.getString(4));
            var at = ledger.getObject(5, OffsetDateTime.class);
            row.add(at.toInstant().plusSeconds(8 * 3_600).toString().replaceAll("(\\.\\d{3})?Z$", "")
                    + ".%06d+08:00".formatted(at.getNano() / 1_000));
            row.add(ledger.getString(6));
            row.add(ledger.getString(7));
            row.add(ledger.getBoolean(8) ? "true" : "false");
            return row;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

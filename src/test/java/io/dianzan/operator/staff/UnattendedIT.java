package io.dianzan.operator.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.EventStream;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What open pages ask for by themselves needs a login and does not keep it alive. */
class UnattendedIT {
    private static final String STREAM = "/operator/c/one/live/stream";
    private static final String RECENT = "/operator/c/one/exports/recent";
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static Staff lastSeen(String name, int minutesAgo) {
        var auditor = Staff.of(SITE, server, "auditor", name);
        SITE.execute("UPDATE operator_session SET seen_at = clock_timestamp() - interval '" + minutesAgo
                + " min' WHERE name = '" + name + "'");
        return auditor;
    }

    private static long minutesSinceSeen(String name) {
        return SITE.number("SELECT extract(epoch FROM clock_timestamp() - seen_at)::int / 60 FROM operator_session"
                + " WHERE name = '" + name + "'");
    }

    private static int stream(Staff staff) {
        try (var stream = EventStream.open(staff.port(), STREAM, "Cookie: " + staff.cookie())) {
            return stream.status();
        }
    }

    @Test
    void anOpenPageIsNoUse() {
        var auditor = lastSeen("open", 20);
        assertThat(auditor.get(RECENT).status()).isEqualTo(200);
        assertThat(auditor.ask("HEAD", STREAM).of(auditor.port()).status()).isEqualTo(200);
        assertThat(stream(auditor)).isEqualTo(200);
        assertThat(minutesSinceSeen("open")).isEqualTo(20);
        assertThat(auditor.get("/operator/c/one/exports").status()).isEqualTo(200);
        assertThat(minutesSinceSeen("open")).isZero();
    }

    @Test
    void soItsLoginEnds() {
        var auditor = lastSeen("idle", 31);
        assertThat(auditor.get(RECENT).status()).isEqualTo(401);
        assertThat(stream(auditor)).isEqualTo(401);
        assertThat(auditor.get("/operator/c/one/exports").status()).isEqualTo(401);
    }
}

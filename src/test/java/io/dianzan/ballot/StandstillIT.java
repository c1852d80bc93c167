package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Crowd.Told;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.Signals;
import io.dianzan.kit.TestSite;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that stands still, or is told to stop, while a crowd taps. */
class StandstillIT {
    private static final int VOTERS = 300;

    private final TestSite site = new TestSite().campaign("two", "perDay: 2, sameWork: once-a-day");
    private Crowd crowd;

    @AfterEach
    void stop() {
        crowd.close();
        site.close();
    }

    @Test
    void frozenWithTapsInItsHandsItTellsTheTruthWhenItGoesOn() throws SQLException {
        var server = site.queue(10).server();
        crowd = new Crowd(VOTERS, 20240306, server);
        Future<List<Told>> tapping;
        try (var hold = site.postgres().superuser();
                var lock = hold.createStatement()) {
            hold.setAutoCommit(false);
            lock.execute("LOCK TABLE tally_delta IN EXCLUSIVE MODE");
            tapping = crowd.tapping("two", crowd.everybodyWants("0001", "0002", "0003"), null);
            // 64 connections, two writers with a batch out and ten taps behind it: the others are turned away
            Eventually.holds("the queues are full", () -> crowd.mostTries() > 1);
            server.freeze();
            hold.rollback();
        }
        var before = crowd.mostTries();
        Eventually.holds("phones have given up a try", () -> crowd.mostTries() > before);
        server.thaw();
        var told = Crowd.await(tapping);
        var ledger = Ledger.of(site, "two");
        assertThat(ledger.rows()).as("%s", Crowd.summary(told)).hasSize(2 * VOTERS);
        ledger.assertQuota(2);
        ledger.assertTrue(told, 2);
        assertThat(site.recount("two")).isZero();
    }

    @Test
    void itStopsThoughTheDatabaseHasFallenSilent() {
        var server = site.server();
        crowd = new Crowd(5, 20240308, server);
        crowd.tap("two", crowd.everybodyWants("0001"), null);
        var backends = site.postgres().backends();
        backends.forEach(backend -> Signals.send("STOP", backend));
        try {
            server.stop();
        } finally {
            backends.forEach(backend -> Signals.send("CONT", backend));
        }
        assertThat(site.recount("two")).isZero();
    }

    @Test
    void toldToStopItAnswersWhatItHasAccepted() {
        var server = site.server();
        crowd = new Crowd(VOTERS, 20240307, server);
        crowd.onlyOneTry();
        var tapping = crowd.tapping("two", crowd.everybodyWants("0001"), null);
        Eventually.holds("taps are under way", () -> site.number("SELECT count(*) FROM ballot") > 20);
        server.stop();
        var told = Crowd.await(tapping);
        var recorded = told.stream()
                .filter(one -> one.answer().recorded())
                .map(Told::voter)
                .collect(Collectors.toSet());
        assertThat(Ledger.of(site, "two").voterToRows().keySet()).isEqualTo(recorded);
        assertThat(recorded).hasSizeGreaterThan(20);
    }
}

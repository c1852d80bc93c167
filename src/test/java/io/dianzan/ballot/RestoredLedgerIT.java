package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** PostgreSQL comes back from an older copy while Redis still counts the ballots that are gone. */
class RestoredLedgerIT {
    private static final int VOTERS = 20;

    @Test
    void aVoteThatIsHisAgainIsNotRefused() throws IOException {
        try (var site = TestSite.embedded().campaign("one", "perDay: 1")) {
            var data = site.folder().resolve("data/postgres");
            var copy = site.folder().resolve("copy");
            var server = site.server();
            try (var crowd = new Crowd(VOTERS, 20240303, server)) {
                server.stop();
                copy(data, copy);

                server = again(site, crowd);
                var first = crowd.tap("one", crowd.everybodyWants("0001", "0002"), null);
                assertThat(first.stream().filter(told -> told.answer().recorded()))
                        .as("%s", Crowd.summary(first))
                        .hasSize(VOTERS);
                // the gate has been told by now: these taps do not reach the writer
                assertThat(crowd.tap("one", crowd.everybodyWants("0003"), null))
                        .allMatch(told -> told.answer().code().equals("quota-spent"));
                server.stop();
                delete(data);
                copy(copy, data);

                server = again(site, crowd);
                var second = crowd.tap("one", crowd.everybodyWants("0004"), null);
                assertThat(second.stream().filter(told -> told.answer().recorded()))
                        .as("%s", Crowd.summary(second))
                        .hasSize(VOTERS);
                assertThat(site.redis().command("DBSIZE")).doesNotContain(":0");
            }
        }
    }

    private static RunningServer again(TestSite site, Crowd crowd) {
        var server = site.server();
        crowd.servers(server);
        return server;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}

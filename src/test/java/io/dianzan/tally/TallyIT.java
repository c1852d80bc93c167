package io.dianzan.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published counts of two servers. */
class TallyIT {
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 1")
            .campaign("fallen", "perDay: 1")
            .campaign("busy", "perDay: 3");
    private static RunningServer first;
    private static RunningServer second;
    private static Crowd crowd;

    @BeforeAll
    static void start() {
        first = SITE.server();
        second = SITE.server();
        crowd = new Crowd(50, 20240309, first, second);
    }

    @AfterAll
    static void stop() {
        crowd.close();
        SITE.close();
    }

    private static JsonObject tally(RunningServer server, String campaign, Long since) {
        var query = since == null ? "" : "?since=" + since;
        return crowd.phones()
                .get(0)
                .on(server)
                .get("/v1/campaigns/" + campaign + "/tally" + query)
                .json();
    }

    private static List<String> numbers(JsonObject tally) {
        return tally.getJsonArray("works").stream()
                .map(line -> ((JsonObject) line).getString("number"))
                .toList();
    }

    @Test
    void everyWorkIsThereAtFirstAndThenOnlyWhatChanged() {
        var all = tally(first, "one", null);
        assertThat(all.getBoolean("all")).isTrue();
        assertThat(numbers(all)).hasSize(100);

        Phone phone = crowd.phones().get(1);
        phone.tap("one", "0042");
        for (var server : List.of(first, second)) {
            Eventually.holds("the change is published", () -> numbers(tally(server, "one", all.getLong("asOf")))
                    .equals(List.of("0042")));
            Eventually.holds("nothing changes any more", () -> {
                var changed = tally(server, "one", tally(server, "one", null).getLong("asOf"));
                return numbers(changed).isEmpty() && !changed.containsKey("all");
            });
        }
    }

    @Test
    void asOfIsAtMostTwoSecondsOld() {
        for (int i = 0; i < 20; i++) {
            var now = SITE.number("SELECT (extract(epoch FROM campaign_time()) * 1000)::bigint");
            for (var server : List.of(first, second)) {
                assertThat(tally(server, "one", null).getLong("asOf")).isGreaterThan(now - 2_000);
            }
        }
    }

    @Test
    void whoWasAwayTooLongGetsEverything() {
        assertThat(tally(first, "one", 1L).getBoolean("all")).isTrue();
    }

    @Test
    void aCountThatFellSaysSo() {
        var phone = crowd.phones().get(2);
        phone.tap("fallen", "0007");
        Eventually.holds("the vote is published", () -> votes("fallen", "0007") == 1);
        var before = tally(first, "fallen", null).getLong("asOf");
        Eventually.holds("a reading as new as that is kept", () -> !tally(first, "fallen", before)
                .containsKey("all"));
        SITE.execute("INSERT INTO tally_delta (campaign, works, recorded, valid) SELECT campaign, ARRAY[id], ARRAY[0],"
                + " ARRAY[-1] FROM work WHERE number = '0007' AND campaign ="
                + " (SELECT id FROM campaign WHERE slug = 'fallen')");
        Eventually.holds("the fall is told", () -> {
            var lines = tally(first, "fallen", before).getJsonArray("works");
            return lines.size() == 1
                    && lines.getJsonObject(0).getLong("votes") == 0
                    && lines.getJsonObject(0).getBoolean("fell", false);
        });
        assertThat(votes("fallen", "0007")).isZero();
    }

    @Test
    void foldedAndUnfoldedAreOneCountWhileAllServersFold() {
        var told = crowd.tap("busy", crowd.everybodyWants("0001", "0002", "0003", "0004"), null);
        var ledger = Ledger.of(SITE, "busy");
        ledger.assertTrue(told, 3);
        ledger.assertTally(crowd.phones().get(0), "busy");
        ledger.assertTally(crowd.phones().get(0).on(second), "busy");
        Eventually.holds("everything is folded", () -> SITE.number("SELECT count(*) FROM tally_delta") == 0);
        assertThat(SITE.recount("busy")).isZero();
    }

    private static long votes(String campaign, String work) {
        return crowd.phones()
                .get(0)
                .get("/v1/campaigns/" + campaign + "/works/" + work)
                .json()
                .getLong("votes");
    }
}

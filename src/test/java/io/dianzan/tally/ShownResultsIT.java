package io.dianzan.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts that are shown late, rounded or not at all, wherever a count is told. */
class ShownResultsIT {
    private final TestSite site = new TestSite();
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = Phone.connections(vertx, 4);

    @AfterEach
    void stop() {
        vertx.close().await();
        site.close();
    }

    private JsonObject get(RunningServer server, String path) {
        return Phone.getting(client, server, "/v1/campaigns/one" + path).await().json();
    }

    private Phone phone(RunningServer server, String user) {
        return Phone.login(client, server, user);
    }

    private static long votes(JsonObject tally, String number) {
        return tally.getJsonArray("works").stream()
                .map(JsonObject.class::cast)
                .filter(work -> work.getString("number").equals(number))
                .findFirst()
                .orElseThrow()
                .getLong("votes");
    }

    /** Every server's {@code path} once they all say the same, which fits. */
    private JsonObject alike(List<RunningServer> servers, String path, Predicate<JsonObject> fits) {
        var said = new AtomicReference<JsonObject>();
        Eventually.holds("all servers say the same of " + path, () -> {
            var first = get(servers.get(0), path);
            said.set(first);
            return fits.test(first)
                    && servers.stream().allMatch(server -> get(server, path).equals(first));
        });
        return said.get();
    }

    @Test
    void a_vote_is_shown_only_when_its_reading_is_old_enough_and_by_all_alike() {
        site.campaign("one", "perDay: 1", "results: {show: delayed, by: 5m}\n");
        var first = site.server();
        var second = site.server();
        var both = List.of(first, second);
        assertThat(get(first, "").getJsonObject("results")).isEqualTo(JsonObject.of("show", "delayed", "by", 300));
        var opening = alike(both, "/tally", tally -> votes(tally, "0042") == 0);

        var told = phone(first, "a").tap("one", "0042").json();
        assertThat(told.getLong("votes")).isZero();
        Eventually.holds("the ledger's own count has it", () -> site.number("SELECT sum(valid) FROM standing") == 1);
        assertThat(alike(both, "/tally", tally -> true)).isEqualTo(opening);

        // past the next step, whose reading has the vote and is too young
        site.shiftTime("360 seconds");
        Eventually.holds(
                "that reading is kept",
                () -> site.number("SELECT count(*) FROM delayed_reading WHERE votes = '{1}'") == 1);
        var young = alike(both, "/tally", tally -> tally.getLong("asOf") > opening.getLong("asOf"));
        assertThat(votes(young, "0042")).isZero();
        assertThat(get(first, "/works/0042").getInteger("rank")).isEqualTo(1);
        assertThat(get(second, "/works/0001").getInteger("rank")).isEqualTo(1);
        assertThat(get(second, "").getJsonObject("totals").getLong("votes")).isZero();

        site.shiftTime("670 seconds");
        var old = alike(both, "/tally", tally -> votes(tally, "0042") == 1);
        var now = site.number("SELECT (extract(epoch FROM campaign_time()) * 1000)::bigint");
        assertThat(now - old.getLong("asOf")).isBetween(300_000L, 605_000L);
        assertThat(get(second, "/works/0001").getInteger("rank")).isEqualTo(2);
        assertThat(get(first, "").getJsonObject("totals").getLong("votes")).isEqualTo(1);
        var changed = get(second, "/tally?since=" + young.getLong("asOf"));
        assertThat(changed.containsKey("all")).isFalse();
        assertThat(changed.getJsonArray("works")).hasSize(1);

        first.kill();
        second.stop();
        var third = site.server();
        assertThat(get(third, "/tally")).isEqualTo(old);
        assertThat(get(third, "/works?sort=votes&size=1").getJsonArray("works").getJsonObject(0))
                .isEqualTo(
                        get(third, "/works?q=42&size=1").getJsonArray("works").getJsonObject(0));
    }

    @Test
    void a_change_to_late_counts_shows_none_that_are_too_young() throws IOException {
        site.campaign("one", "perDay: 1");
        var first = site.server();
        phone(first, "a").tap("one", "0042");
        var live = alike(List.of(first), "/tally", tally -> votes(tally, "0042") == 1);
        change("results: {show: delayed, by: 1m}\n");
        var second = site.server();
        var both = List.of(first, second);
        var none = JsonObject.of(
                "type",
                "about:blank",
                "title",
                "the results are not shown now",
                "status",
                403,
                "code",
                "results-hidden");
        assertThat(alike(both, "/tally", tally -> !tally.containsKey("works"))).isEqualTo(none);
        assertThat(phone(second, "b").tap("one", "0042").json().containsKey("votes"))
                .isFalse();

        site.shiftTime("70 seconds");
        Eventually.holds("readings are kept", () -> site.number("SELECT count(*) FROM delayed_reading") >= 2);
        site.shiftTime("200 seconds");
        var late = alike(both, "/tally", tally -> tally.containsKey("works"));
        assertThat(votes(late, "0042")).isEqualTo(2);
        assertThat(late.getLong("asOf")).isGreaterThan(live.getLong("asOf"));
        assertThat(site.number("SELECT count(*) FROM delayed_reading")).isLessThanOrEqualTo(6);
    }

    private void change(String more) throws IOException {
        var file = site.folder().resolve("conf/campaigns/one.yaml");
        Files.writeString(file, Files.readString(file) + more + "change: {by: me, reason: a trial}\n");
    }

    @Test
    void rounded_counts_give_away_neither_a_vote_nor_an_order() {
        site.campaign("one", "perDay: 1", "results: {show: rounded, to: 3}\n");
        var server = site.server();
        assertThat(get(server, "").getJsonObject("results")).isEqualTo(JsonObject.of("show", "rounded", "to", 3));
        for (int i = 0; i < 2; i++) {
            assertThat(phone(server, "early" + i).tap("one", "0042").json().getLong("votes"))
                    .isZero();
        }
        phone(server, "early").tap("one", "0017");
        Eventually.holds("the votes are read", () -> site.number("SELECT sum(valid) FROM standing") == 3);
        var read = get(server, "/tally").getLong("asOf");
        Eventually.holds("two readings later", () -> get(server, "/tally").getLong("asOf") > read + 1_500);
        assertThat(get(server, "/tally?since=" + (read + 1_000)).getJsonArray("works"))
                .isEmpty();
        assertThat(get(server, "/works?sort=votes&size=1")
                        .getJsonArray("works")
                        .getJsonObject(0)
                        .getString("number"))
                .isEqualTo("0001");
        assertThat(get(server, "/works/0042").getInteger("rank")).isEqualTo(1);

        phone(server, "third").tap("one", "0042");
        Eventually.holds(
                "three are told as three", () -> get(server, "/works/0042").getLong("votes") == 3);
        assertThat(get(server, "/works/0017").getLong("votes")).isZero();
        assertThat(get(server, "/works/0017").getInteger("rank")).isEqualTo(2);
        assertThat(get(server, "").getJsonObject("totals").getLong("votes")).isEqualTo(3);
        assertThat(phone(server, "fourth").tap("one", "0042").json().getLong("votes"))
                .isEqualTo(3);
    }
}

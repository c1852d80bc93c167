package io.dianzan.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.EventStream;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The counts as streams, on two servers with two event loops each. */
class LiveTallyIT {
    private static final int STREAMS = 60;
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 3")
            .campaign("other", "perDay: 1")
            .campaign("quiet", "perDay: 1")
            .campaign("fallen", "perDay: 1")
            .campaign("broken", "perDay: 3")
            .campaign("hidden", "perDay: 1", "results: {show: hidden}\n")
            .http("streams: " + STREAMS);
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 4);
    private static RunningServer first;
    private static RunningServer second;

    @BeforeAll
    static void start() {
        first = SITE.server();
        second = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static String live(String campaign) {
        return "/v1/campaigns/" + campaign + "/tally/live";
    }

    private static Phone phone(String user) {
        return Phone.login(CLIENT, first, user);
    }

    private static Map<String, Long> votes(JsonObject tally) {
        var votes = new TreeMap<String, Long>();
        for (var work : tally.getJsonArray("works")) {
            votes.put(((JsonObject) work).getString("number"), ((JsonObject) work).getLong("votes"));
        }
        return votes;
    }

    @Test
    void a_stream_begins_with_all_counts_and_goes_on_with_what_changes() {
        for (var server : List.of(first, second)) {
            try (var stream = EventStream.open(server, live("one"))) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.head())
                        .containsIgnoringCase("content-type: text/event-stream\r\n")
                        .containsIgnoringCase("cache-control: no-store\r\n")
                        .containsIgnoringCase("x-accel-buffering: no\r\n")
                        .doesNotContainIgnoringCase("content-encoding");
                var all = stream.next();
                assertThat(all.data().getBoolean("all")).isTrue();
                assertThat(all.data().getLong("asOf")).isEqualTo(all.asOf());
                assertThat(votes(all.data())).hasSize(100);

                var number = server == first ? "0011" : "0012";
                phone("changes " + number).tap("one", number);
                var tapped = System.nanoTime();
                var change = stream.next();
                // a reading is taken each second; the rest is this machine's
                assertThat(Duration.ofNanos(System.nanoTime() - tapped)).isLessThan(Duration.ofSeconds(3));
                assertThat(change.asOf()).isGreaterThan(all.asOf());
                assertThat(change.data().containsKey("all")).isFalse();
                assertThat(votes(change.data())).containsEntry(number, 1L).hasSizeLessThan(3);
            }
        }
    }

    @Test
    void all_streams_of_a_server_get_the_same_bytes_and_those_of_another_campaign_none_of_them() {
        var streams = new ArrayList<EventStream>();
        // more than enough to be spread over both event loops
        for (int i = 0; i < 16; i++) {
            streams.add(EventStream.open(second, live("other")));
        }
        try (var elsewhere = EventStream.open(second, live("quiet"))) {
            elsewhere.next();
            streams.forEach(EventStream::next);
            for (int i = 0; i < 3; i++) {
                phone("same " + i).tap("other", "0033");
                var events = new HashSet<EventStream.Event>();
                streams.forEach(stream -> events.add(stream.next()));
                assertThat(events).hasSize(1);
                assertThat(votes(events.iterator().next().data())).isEqualTo(Map.of("0033", i + 1L));
            }
            phone("elsewhere").tap("quiet", "0044");
            assertThat(votes(elsewhere.next().data())).isEqualTo(Map.of("0044", 1L));
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @Test
    void a_broken_stream_goes_on_where_it_was_on_either_server() {
        var voter = phone("broken");
        var known = new TreeMap<String, Long>();
        long last;
        try (var stream = EventStream.open(first, live("broken"))) {
            known.putAll(votes(stream.next().data()));
            voter.tap("broken", "0001");
            var event = stream.next();
            known.putAll(votes(event.data()));
            last = event.asOf();
        }
        voter.tap("broken", "0002");
        for (var server : List.of(first, second)) {
            Eventually.holds(
                    "the second vote is read",
                    () -> votes(phone("watcher")
                                            .on(server)
                                            .get("/v1/campaigns/broken/tally")
                                            .json())
                                    .get("0002")
                            == 1);
            // the header is what the browser heard last, the address what the page began with
            try (var stream = EventStream.open(server, live("broken") + "?since=1", "Last-Event-ID: " + last)) {
                var missed = stream.next();
                assertThat(missed.data().containsKey("all")).isFalse();
                assertThat(votes(missed.data())).containsEntry("0002", 1L).hasSizeLessThan(3);
                known.putAll(votes(missed.data()));
                assertThat(missed.asOf()).isGreaterThan(last);
            }
            try (var stream = EventStream.open(server, live("broken") + "?since=" + last)) {
                assertThat(votes(stream.next().data()))
                        .containsEntry("0002", 1L)
                        .hasSizeLessThan(3);
            }
        }
        assertThat(known).containsEntry("0001", 1L).containsEntry("0002", 1L);
        try (var stream = EventStream.open(first, live("broken"), "Last-Event-ID: 1")) {
            assertThat(stream.next().data().getBoolean("all")).isTrue();
        }
    }

    @Test
    void a_count_that_fell_says_so() {
        phone("fallen").tap("fallen", "0007");
        try (var stream = EventStream.open(second, live("fallen"))) {
            for (var event = stream.next(); votes(event.data()).get("0007") == 0; event = stream.next()) {
                assertThat(event.data().getBoolean("all")).isTrue();
            }
            SITE.execute("INSERT INTO tally_delta (campaign, works, recorded, valid) SELECT campaign, ARRAY[id],"
                    + " ARRAY[0], ARRAY[-1] FROM work WHERE number = '0007' AND campaign ="
                    + " (SELECT id FROM campaign WHERE slug = 'fallen')");
            assertThat(stream.next().data().getJsonArray("works"))
                    .isEqualTo(new JsonArray().add(JsonObject.of("number", "0007", "votes", 0, "fell", true)));
        }
    }

    @Test
    void hidden_counts_are_refused() {
        try (var stream = EventStream.open(first, live("hidden"))) {
            assertThat(stream.status()).isEqualTo(403);
        }
    }

    @Test
    void streams_are_counted_and_bounded() {
        Eventually.holds("all streams are closed", () -> open(first) == 0);
        var streams = new ArrayList<EventStream>();
        for (int i = 0; i < STREAMS; i++) {
            streams.add(EventStream.open(first, live("quiet")));
        }
        assertThat(open(first)).isEqualTo(STREAMS);
        try (var more = EventStream.open(first, live("quiet"))) {
            assertThat(more.status()).isEqualTo(503);
            assertThat(more.head()).containsIgnoringCase("retry-after: ").contains("application/problem+json");
        }
        streams.forEach(EventStream::close);
        Eventually.holds("all streams are closed", () -> open(first) == 0);
    }

    private static int open(RunningServer server) {
        return (int) Metrics.of(server).value("dianzan_streams");
    }

    @Test
    void streams_do_not_hold_up_the_end_of_a_server() {
        var server = SITE.server();
        var streams = new ArrayList<EventStream>();
        for (int i = 0; i < 50; i++) {
            streams.add(EventStream.open(server, live("quiet")));
        }
        streams.forEach(EventStream::next);
        var before = System.nanoTime();
        server.stop();
        var took = Duration.ofNanos(System.nanoTime() - before);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(streams).allMatch(stream -> stream.block() == null);
    }

    @Test
    void counts_that_become_hidden_end_their_streams() throws IOException {
        try (var site = new TestSite().campaign("one", "perDay: 1")) {
            var server = site.server();
            try (var stream = EventStream.open(server, live("one"))) {
                stream.next();
                var file = site.folder().resolve("conf/campaigns/one.yaml");
                Files.writeString(
                        file, Files.readString(file) + "results: {show: hidden}\nchange: {by: me, reason: a trial}\n");
                site.server();
                assertThat(stream.block()).isNull();
            }
            try (var again = EventStream.open(server, live("one"))) {
                assertThat(again.status()).isEqualTo(403);
            }
        }
    }
}

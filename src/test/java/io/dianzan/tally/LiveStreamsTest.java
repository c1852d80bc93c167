package io.dianzan.tally;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refused;
import io.dianzan.kit.EventStream;
import io.dianzan.kit.Eventually;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The streams of one event loop by themselves, with events of the test's own. */
class LiveStreamsTest {
    private static final int CAMPAIGN = 7;
    private static final int MOST = 300;

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final OpenStreams open = new OpenStreams(MOST);
    private LiveStreams streams;
    private long version = 1;
    private String beginning = "1";

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    /** A server whose every answer is a stream that begins with {@code beginning}. */
    private int serving(Duration heartbeat) {
        var port = new CompletableFuture<Integer>();
        loop.runOnContext(now -> {
            streams = new LiveStreams(vertx, open, heartbeat);
            vertx.createHttpServer()
                    .requestHandler(request -> {
                        try {
                            streams.open(CAMPAIGN, request.response(), () -> event(beginning));
                        } catch (Refused refused) {
                            request.response().setStatusCode(503).end();
                        }
                    })
                    .listen(0, "127.0.0.1")
                    .onSuccess(server -> port.complete(server.actualPort()));
        });
        return port.join();
    }

    private LiveEvent event(String data) {
        return new LiveEvent(version, Buffer.buffer("id: " + version + "\ndata: " + data + "\n\n"));
    }

    private void tell(String data) {
        version++;
        streams.tell(CAMPAIGN, event(data));
    }

    private void isOpen(int count) {
        Eventually.holds(count + " streams are open", () -> open.all() == count);
    }

    @Test
    void a_stream_says_when_to_come_back_and_not_all_at_once() {
        var port = serving(Duration.ofSeconds(15));
        var pauses = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            try (var stream = EventStream.open(port, "/")) {
                pauses.add(Long.parseLong(stream.block().strip().substring("retry: ".length())));
            }
        }
        assertThat(pauses).allMatch(pause -> pause >= 1_500 && pause <= 4_500);
        assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
    }

    @Test
    void silence_is_broken_by_heartbeats() {
        try (var stream = EventStream.open(serving(Duration.ofMillis(250)), "/")) {
            assertThat(stream.next().text()).contains("data: 1");
            var before = System.nanoTime();
            assertThat(stream.block()).isEqualTo(": heartbeat\n\n");
            assertThat(stream.block()).isEqualTo(": heartbeat\n\n");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(150));
            tell("2");
            assertThat(stream.next().text()).contains("data: 2");
        }
    }

    @Test
    void many_are_told_in_slices_each_in_order() {
        var port = serving(Duration.ofSeconds(15));
        var readers = new ArrayList<EventStream>();
        for (int i = 0; i < 250; i++) {
            readers.add(EventStream.open(port, "/"));
        }
        for (int i = 2; i <= 20; i++) {
            tell(Integer.toString(i));
        }
        for (var reader : readers) {
            for (int i = 1; i <= 20; i++) {
                assertThat(reader.next().text()).isEqualTo("id: " + i + "\ndata: " + i + "\n\n");
            }
            reader.close();
        }
        isOpen(0);
    }

    @Test
    void an_event_that_says_no_more_than_the_beginning_is_left_out() {
        var port = serving(Duration.ofSeconds(15));
        try (var stream = EventStream.open(port, "/")) {
            stream.next();
            streams.tell(CAMPAIGN, event("nothing new"));
            tell("2");
            assertThat(stream.next().text()).contains("data: 2");
        }
    }

    @Test
    void a_reader_that_does_not_read_is_dropped_and_the_others_go_on() {
        var port = serving(Duration.ofSeconds(15));
        var flood = "x".repeat(1 << 20);
        try (var deaf = EventStream.open(port, "/");
                var good = EventStream.open(port, "/")) {
            isOpen(2);
            good.next();
            for (int i = 0; open.all() == 2; i++) {
                assertThat(i).as("megabytes that nobody reads").isLessThan(64);
                tell(flood);
                assertThat(good.next().text()).contains(flood);
            }
            isOpen(1);
            tell("still here");
            assertThat(good.next().text()).contains("still here");
            assertThat(readToTheEnd(deaf)).isLessThan(64L << 20);
        }
    }

    @Test
    void a_reader_has_time_to_read_the_beginning_however_long_it_is() {
        var port = serving(Duration.ofSeconds(15));
        beginning = "x".repeat(16 << 20);
        try (var stream = EventStream.open(port, "/")) {
            for (int i = 2; i <= 5; i++) {
                tell(Integer.toString(i));
                isOpen(1);
            }
            assertThat(stream.next().text()).contains(beginning);
            for (int i = 2; i <= 5; i++) {
                assertThat(stream.next().text()).contains("data: " + i);
            }
        }
    }

    private static long readToTheEnd(EventStream stream) {
        long letters = 0;
        for (var block = stream.block(); block != null; block = stream.block()) {
            letters += block.length();
        }
        return letters;
    }

    @Test
    void one_above_the_limit_finds_no_place_until_another_has_gone() {
        var port = serving(Duration.ofSeconds(15));
        var readers = new ArrayList<EventStream>();
        for (int i = 0; i < MOST; i++) {
            readers.add(EventStream.open(port, "/"));
        }
        assertThat(status(port)).isEqualTo(503);
        readers.remove(0).close();
        isOpen(MOST - 1);
        assertThat(status(port)).isEqualTo(200);
        readers.forEach(EventStream::close);
        isOpen(0);
    }

    private static int status(int port) {
        try (var stream = EventStream.open(port, "/")) {
            return stream.status();
        }
    }

    @Test
    void counts_that_are_hidden_end_their_streams() {
        var port = serving(Duration.ofSeconds(15));
        try (var stream = EventStream.open(port, "/")) {
            stream.next();
            streams.end(CAMPAIGN + 1);
            tell("2");
            stream.next();
            streams.end(CAMPAIGN);
            assertThat(stream.block()).isNull();
            isOpen(0);
        }
    }

    @Test
    void a_server_that_stops_ends_all_streams_and_begins_none() {
        var port = serving(Duration.ofSeconds(15));
        var readers = List.of(EventStream.open(port, "/"), EventStream.open(port, "/"));
        isOpen(2);
        loop.runOnContext(now -> streams.stop());
        readers.forEach(EventStream::next);
        assertThat(readers).allMatch(reader -> reader.block() == null);
        assertThat(status(port)).isEqualTo(503);
        assertThat(open.all()).isZero();
    }

    @Test
    void a_heartbeat_is_shorter_than_the_silence_that_ends_a_connection() {
        assertThat(LiveStreams.heartbeat(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(15));
        assertThat(LiveStreams.heartbeat(Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(15));
        assertThat(LiveStreams.heartbeat(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(2));
    }
}

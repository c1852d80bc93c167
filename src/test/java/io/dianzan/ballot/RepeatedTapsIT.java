package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One voter who taps without end, on many connections at once: it costs neither memory nor the others their votes. */
class RepeatedTapsIT {
    private static final int LANES = 50;

    private static final int TAPS_OF_A_LANE = 40;
    private static final int ROUND = LANES * TAPS_OF_A_LANE;
    /** What a server's heap breathes by itself, such as code that is loaded and threads that are started on the way. */
    private static final long BREATH = 2 << 20;

    private final TestSite site = new TestSite().campaign("one", "perDay: 1").limitsPer("one", "1s");
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = Phone.connections(vertx, LANES);
    private final HttpClient others = Phone.connections(vertx, 2);
    private final Map<String, Integer> codeToAnswers = new ConcurrentHashMap<>();
    private RunningServer server;
    private Phone phone;
    private int otherVoters;

    @BeforeEach
    void oneWhoHasVoted() {
        server = site.server();
        phone = Phone.login(client, server, "flood");
        phone.tap("one", "0001");
        Eventually.holds("Redis knows of it", () -> site.redis().calls("bitfield") >= 3);
        site.postgres().countCalls();
    }

    @AfterEach
    void close() {
        Await.await(vertx.close());
        site.close();
    }

    @Test
    void twentyThousandTapsOfOneVoterAreRepeatsOrTooFastAndTheHeapStaysFlat() {
        flood(20_000);
    }

    @Test
    @Tag("soak")
    void aMillionTapsOfOneVoterAreRepeatsOrTooFastAndTheHeapStaysFlat() {
        flood(1_000_000);
    }

    private void flood(int taps) {
        round();
        var before = server.liveHeap();
        for (int done = 0; done < taps; done += ROUND) {
            round();
        }
        assertThat(server.liveHeap() - before).as("growth of the heap in bytes").isLessThan(BREATH);

        assertThat(codeToAnswers.keySet()).containsExactlyInAnyOrder("repeat", "429 too-fast");
        assertThat(codeToAnswers.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(taps + ROUND);
        assertThat(site.number("SELECT count(*) FROM ballot")).isEqualTo(1 + otherVoters);
        // where Redis is late for a moment the writer is asked instead, as it should be
        assertThat(site.postgres().calls() - otherVoters)
                .as("calls of the writer for the one who repeats")
                .isLessThan(taps / 100);
    }

    /** While the one taps, another logs in and votes. */
    private void round() {
        var lanes = Future.all(Stream.generate(this::lane).limit(LANES).toList());
        var other = Phone.login(others, server, "other" + ++otherVoters);
        assertThat(other.tap("one", "0002").recorded()).isTrue();
        Await.await(lanes);
    }

    private Future<Void> lane() {
        var done = Promise.<Void>promise();
        tap(TAPS_OF_A_LANE, done);
        return done.future();
    }

    /** One tap after the other on one connection. */
    private void tap(int left, Promise<Void> done) {
        phone.tapping("one", "0001", null, null).onSuccess(answer -> {
            codeToAnswers.merge(answer.repeat() ? "repeat" : answer.status() + " " + answer.code(), 1, Integer::sum);
            if (left == 1) {
                done.complete();
            } else {
                tap(left - 1, done);
            }
        });
    }
}

package io.dianzan.http;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Web;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementTest {
    private static final Vertx VERTX = Vertx.vertx();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private List<Integer> stuck = List.of();
    private Management management;
    private Web web;

    @BeforeEach
    void start() {
        var vitals = new Vitals(
                Map.of(
                        "clock",
                        () -> isThere("clock"),
                        "postgres",
                        () -> isThere("postgres"),
                        "disk",
                        () -> isThere("disk")),
                Map.of("redis", () -> isThere("redis")),
                () -> stuck,
                () -> "votes 1\n");
        management = await(Management.start(VERTX, "127.0.0.1", 0, vitals));
        web = new Web(VERTX, management.port());
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private boolean isThere(String part) {
        return !gone.contains(part);
    }

    @ParameterizedTest
    @ValueSource(strings = {"clock", "postgres", "disk"})
    void aPartWithoutWhichNoVoteIsTakenIsNamed(String part) {
        assertThat(web.get("/ready").text()).isEqualTo("{\"ready\":true}");
        gone.add(part);
        assertThat(web.get("/ready").status()).isEqualTo(503);
        assertThat(web.get("/ready").text()).isEqualTo("{\"ready\":false,\"missing\":[\"" + part + "\"]}");
        gone.clear();
        assertThat(web.get("/ready").status()).isEqualTo(200);
    }

    @Test
    void allThatIsMissingIsToldAtOnce() {
        gone.addAll(List.of("redis", "disk", "clock"));
        management.notReady();
        assertThat(web.get("/ready").text())
                .isEqualTo("{\"ready\":false,\"missing\":[\"clock\",\"disk\",\"stopping\"],\"away\":[\"redis\"]}");
    }

    @Test
    void aServerThatStopsIsNotReadyAndStillLives() {
        management.notReady();
        assertThat(web.get("/ready").text()).isEqualTo("{\"ready\":false,\"missing\":[\"stopping\"]}");
        assertThat(web.get("/live").status()).isEqualTo(200);
    }

    @Test
    void aLoopThatHangsIsNamedAndThatIsNoLife() {
        stuck = List.of(2);
        assertThat(web.get("/live").status()).isEqualTo(503);
        assertThat(web.get("/live").text()).isEqualTo("{\"live\":false,\"stuckLoops\":[2]}");
    }

    @Test
    void metricsAreTextForPrometheus() {
        assertThat(web.get("/metrics").text()).isEqualTo("votes 1\n");
        assertThat(web.get("/metrics").type()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    }
}

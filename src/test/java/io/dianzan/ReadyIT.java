package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose stores come and go says which of them is away, and takes phones again when it is back. */
class ReadyIT {
    private final TestSite site = new TestSite().campaign("one", "perDay: 1");
    private final Vertx vertx = Vertx.vertx();
    private final RunningServer server = site.server();
    private final Web management = new Web(vertx, server.managementPort());

    @AfterEach
    void stop() {
        vertx.close().await();
        site.close();
    }

    private boolean says(int status, String text) {
        var answer = management.get("/ready");
        return answer.status() == status && answer.text().equals(text);
    }

    @Test
    void redisAwayIsToldAndNoReasonToTurnPhonesAway() {
        Eventually.holds("all is there", () -> says(200, "{\"ready\":true}"));
        var phone = Phone.login(Phone.connections(vertx, 1), server, "me");
        site.redis().kill();
        Eventually.holds("Redis is missed", () -> says(200, "{\"ready\":true,\"away\":[\"redis\"]}"));
        assertThat(phone.tap("one", "0001").recorded()).isTrue();
        site.redis().start();
        Eventually.holds("Redis is back", () -> says(200, "{\"ready\":true}"));
        assertThat(management.get("/live").text()).isEqualTo("{\"live\":true}");
    }

    @Test
    void withoutPostgresqlNoPhoneIsWelcome() {
        site.execute("ALTER DATABASE " + site.postgres().database() + " CONNECTION LIMIT 0");
        site.postgres().endConnections();
        Eventually.holds("PostgreSQL is missed", () -> says(503, "{\"ready\":false,\"missing\":[\"postgres\"]}"));
        assertThat(management.get("/live").status()).isEqualTo(200);
        site.execute("ALTER DATABASE " + site.postgres().database() + " CONNECTION LIMIT -1");
        Eventually.holds("PostgreSQL is back", () -> says(200, "{\"ready\":true}"));
    }
}

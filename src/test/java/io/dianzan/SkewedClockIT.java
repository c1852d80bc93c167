package io.dianzan;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Proposals;
import io.dianzan.config.KeyRing;
import io.dianzan.config.Problems;
import io.dianzan.config.Secret;
import io.dianzan.config.ServerConfigFile;
import io.dianzan.kit.Phone;
import io.dianzan.kit.TestSite;
import io.dianzan.store.RedisAddress;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server whose machine has its own idea of the time, beside one that is right. */
class SkewedClockIT {
    private final TestSite site = new TestSite().campaign("one", "perDay: 1");
    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();

    @AfterEach
    void stop() {
        await(vertx.close());
        meters.close();
        site.close();
    }

    private App.Ports serverThatIsOffBy(Duration off) throws IOException {
        var problems = new Problems();
        var config = ServerConfigFile.read(site.folder().resolve("conf/server.yaml"), Map.of(), problems);
        var campaigns = Proposals.read(config.campaigns(), problems);
        problems.throwIfAny();
        var redis = new RedisAddress(site.redis().url(), new Secret(""));
        var keys = KeyRing.readOrMake(config.tokens().keysFile());
        var app = new App(
                new Host(vertx, Clock.offset(Clock.systemUTC(), off), meters),
                config,
                site.postgres().address(),
                redis,
                await(Providers.start(vertx, config, redis, keys)));
        await(app.start(campaigns, Seed.NOTHING));
        return app.ports();
    }

    @Test
    void threeSecondsAreBorneForTheTapIsDatedByPostgresql() throws IOException {
        var phone = Phone.login(Phone.connections(vertx, 2), site.server(), "me");
        var skewed = serverThatIsOffBy(Duration.ofSeconds(3));
        assertThat(phone.on(skewed.http()).tap("one", "0001").recorded()).isTrue();
        assertThat(site.number("SELECT count(*) FROM ballot WHERE accepted_at BETWEEN campaign_time() - interval '2 s'"
                        + " AND campaign_time()"))
                .isEqualTo(1);
    }

    @Test
    void withTenMinutesNoVoteIsTaken() throws IOException {
        var phone = Phone.login(Phone.connections(vertx, 2), site.server(), "me");
        var skewed = serverThatIsOffBy(Duration.ofMinutes(-10));
        var refused = phone.on(skewed.http()).tap("one", "0001", "k");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("clock-wrong");
        assertThat(Integer.parseInt(refused.retryAfter())).isBetween(1, 5);
        assertThat(phone.on(skewed.management()).get("/ready").json().getJsonArray("missing"))
                .containsExactly("clock");
        assertThat(site.number("SELECT count(*) FROM ballot")).isZero();
        assertThat(phone.tap("one", "0001", "k").recorded()).isTrue();
    }
}

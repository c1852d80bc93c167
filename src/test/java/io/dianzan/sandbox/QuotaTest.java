package io.dianzan.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestClock;
import io.dianzan.sandbox.world.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private final TestClock clock = new TestClock("2024-02-27T15:59:30Z");

    @Test
    void each_name_has_its_own_share_of_every_minute() {
        var quota = new Quota(2, Quota.MINUTE, clock);

        assertThat(quota.take("a")).isTrue();
        assertThat(quota.take("a")).isTrue();
        assertThat(quota.take("a")).isFalse();
        assertThat(quota.take("b")).isTrue();
        clock.forward(Duration.ofSeconds(30));
        assertThat(quota.take("a")).isTrue();
    }

    @Test
    void a_day_ends_at_midnight_in_beijing() {
        var quota = new Quota(1, Quota.DAY, clock);
        quota.take("a");
        clock.forward(Duration.ofSeconds(29));
        assertThat(quota.take("a")).isFalse();

        clock.forward(Duration.ofSeconds(1));
        assertThat(quota.take("a")).isTrue();
        clock.forward(Duration.ofDays(1).minusSeconds(1));
        assertThat(quota.take("a")).isFalse();
    }
}

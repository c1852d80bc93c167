package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.ballot.TapCounter.Hot;
import io.dianzan.campaign.TapLimit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What one process counts of an address, and what it makes of what others have counted: 32 a minute. */
class TapCounterTest {
    private static final TapLimit LIMIT = new TapLimit(32, Duration.ofMinutes(1));
    private static final Instant NOW = Instant.parse("2024-02-29T04:00:10Z");

    private final TapCounter counter = new TapCounter(LimitScope.ADDRESS);

    private boolean passes(Object who, Instant at) {
        return counter.count(1, who, LIMIT, at).isEmpty();
    }

    private int passed(int times) {
        var passed = 0;
        for (int i = 0; i < times; i++) {
            passed += passes("a", NOW) ? 1 : 0;
        }
        return passed;
    }

    private Hot hot() {
        return counter.hot().iterator().next();
    }

    @Test
    void theLimitIsLetThroughAndTheRestToldWhenToComeBack() {
        assertThat(passed(40)).isEqualTo(32);
        var refused = counter.count(1, "a", LIMIT, NOW).orElseThrow();
        assertThat(refused.retryAfterSeconds()).isEqualTo(50);
        assertThat(refused.facts()).containsEntry("scope", "address");
        assertThat(passes("b", NOW)).isTrue();
        assertThat(passes("a", NOW.plusSeconds(50))).isTrue();
    }

    @Test
    void onlyWhatIsHotIsToldAndForgottenWithItsWindow() {
        passed(1);
        assertThat(counter.hot()).isEmpty();
        passed(1);
        assertThat(counter.hot()).hasSize(1);
        passes("b", NOW.plusSeconds(50));
        assertThat(counter.hot()).isEmpty();
    }

    @Test
    void nothingIsToldTwice() {
        passed(10);
        assertThat(hot().count().tell()).isEqualTo(10);
        assertThat(hot().count().tell()).isZero();
        passed(3);
        assertThat(hot().count().tell()).isEqualTo(3);
    }

    @Test
    void whatOthersCountedIsTakenFromTheLimit() {
        passed(10);
        hot().count().tell();
        hot().count().hear(30);
        assertThat(passed(20)).isEqualTo(2);
    }

    @Test
    void aRedisThatForgotOrNeverGotWhatItWasToldShutsNobodyOut() {
        passed(10);
        hot().count().tell();
        // of our ten it has none, of the others' five all
        hot().count().hear(5);
        assertThat(passed(30)).isEqualTo(22);
    }

    @Test
    void whatWasOnceHeardIsNotForgottenInItsWindow() {
        passed(10);
        hot().count().tell();
        hot().count().hear(30);
        hot().count().hear(10);
        assertThat(passed(20)).isEqualTo(2);
    }

    @Test
    void howMuchIsToldIsBounded() {
        for (int i = 0; i < 2_000; i++) {
            passes(i, NOW);
            passes(i, NOW);
        }
        assertThat(counter.hot()).hasSizeLessThanOrEqualTo(500);
    }
}

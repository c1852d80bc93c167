package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.dianzan.LineSampler.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineSamplerTest {
    private final LineSampler sampler = new LineSampler();

    private int admitted(String logger, Level level, int lines) {
        var admitted = 0;
        for (int i = 0; i < lines; i++) {
            admitted += sampler.admits(logger, level) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void theFirstLinesOfEachKindGoThroughAndTheRestIsCounted() {
        assertThat(admitted("a", Level.WARN, 100)).isEqualTo(5);
        assertThat(admitted("a", Level.ERROR, 5)).isEqualTo(5);
        assertThat(admitted("b", Level.WARN, 7)).isEqualTo(5);
        assertThat(sampler.nextSecond()).isEqualTo(Map.of(new Kind("a", Level.WARN), 95, new Kind("b", Level.WARN), 2));
    }

    @Test
    void everySecondBeginsAnew() {
        admitted("a", Level.WARN, 100);
        sampler.nextSecond();
        assertThat(admitted("a", Level.WARN, 3)).isEqualTo(3);
        assertThat(sampler.nextSecond()).isEmpty();
    }

    @Test
    void finerLinesAreAllWanted() {
        assertThat(admitted("a", Level.DEBUG, 100)).isEqualTo(100);
        assertThat(sampler.nextSecond()).isEmpty();
    }
}

package io.dianzan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.catalogue.ZoneOffsets.From;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a phone is told of a zone, against java.time. */
class ZoneOffsetsTest {
    private static final Instant NOW = Instant.parse("2024-02-29T07:00:00Z");

    @Test
    void whereClocksAreNeverPutBackOneOffsetIsAll() {
        assertThat(ZoneOffsets.around(ZoneId.of("Asia/Shanghai"), NOW)).containsExactly(new From(0, 28_800));
    }

    @Test
    void whereTheyAreEveryTurnOfTheseYearsIsTold() {
        var berlin = ZoneId.of("Europe/Berlin");
        var told = ZoneOffsets.around(berlin, NOW);
        assertThat(told).hasSize(7);
        for (var at = NOW.minusSeconds(86_400L * 300);
                at.isBefore(NOW.plusSeconds(86_400L * 700));
                at = at.plusSeconds(3_600)) {
            assertThat(offsetAt(told, at))
                    .as("%s", at)
                    .isEqualTo(berlin.getRules().getOffset(at).getTotalSeconds());
        }
    }

    private static int offsetAt(List<From> told, Instant at) {
        return told.stream()
                .filter(offset -> offset.from() <= at.getEpochSecond())
                .reduce((first, last) -> last)
                .orElseThrow()
                .seconds();
    }
}

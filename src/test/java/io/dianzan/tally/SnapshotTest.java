package io.dianzan.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void holdsWhatWasCommittedBeforeIt() {
        var snapshot = Snapshot.of("100:105:101,103");
        assertThat(snapshot.holds(99)).isTrue();
        assertThat(snapshot.holds(100)).isTrue();
        assertThat(snapshot.holds(101)).isFalse();
        assertThat(snapshot.holds(104)).isTrue();
        assertThat(snapshot.holds(105)).isFalse();
    }

    @Test
    void noneMayBeInProgress() {
        assertThat(Snapshot.of("7:7:").holds(6)).isTrue();
        assertThat(Snapshot.of("7:7:").holds(7)).isFalse();
    }

    @Test
    void theBitsOfARowAreOfTheNearestEpoch() {
        var epoch = 1L << 32;
        var snapshot = Snapshot.of((5 * epoch + 10) + ":" + (5 * epoch + 10) + ":");
        assertThat(snapshot.holds(9)).isTrue();
        assertThat(snapshot.holds(11)).isFalse();
        assertThat(snapshot.holds(epoch - 1)).isTrue();
    }
}

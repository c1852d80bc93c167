package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestKeys;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left of an address past the edge: two hashes, by which the same one is known again. */
class OriginsTest {
    private final Origins origins = of("taps");

    private static Origins of(String key) {
        return new Origins(new ClientAddress(List.of()), TestKeys.ring(key));
    }

    private Origin origin(String address) {
        return origins.of(ClientAddress.prefixOf(address));
    }

    @Test
    void oneAddressIsTheSameEverywhereAndUnderAnotherKeyAnother() {
        assertThat(origin("198.51.100.4")).isEqualTo(origin("198.51.100.4"));
        assertThat(origin("198.51.100.4")).isEqualTo(of("taps").of("198.51.100.4"));
        assertThat(origin("198.51.100.4").address())
                .isNotEqualTo(of("other").of("198.51.100.4").address());
        assertThat(origin("198.51.100.4").prefix())
                .isNotEqualTo(of("other").of("198.51.100.4").prefix());
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.4, 198.51.100.5, false, true",
        "198.51.100.4, 198.51.101.4, false, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::2, true, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false, true",
        "2001:db8:1:2::1, 2001:db8:2:2::1, false, false",
        "198.51.100.4, ::ffff:198.51.100.4, true, true"
    })
    void anAddressIsA64AndANetworkA24OrA48(String one, String other, boolean sameAddress, boolean sameNetwork) {
        assertThat(origin(one).address().equals(origin(other).address())).isEqualTo(sameAddress);
        assertThat(origin(one).prefix() == origin(other).prefix()).isEqualTo(sameNetwork);
    }

    @Test
    void anAddressThatIsNotKnownIsOneToo() {
        assertThat(origins.of("unknown")).isEqualTo(origins.of("unknown"));
    }

    @Test
    void itDoesNotPrintItself() {
        assertThat(origin("198.51.100.4")).hasToString("***");
    }

    @Test
    void manyAddressesTakeBoundedMemory() {
        for (int i = 0; i < 20_000; i++) {
            origins.of("10.1." + i / 256 + "." + i % 256);
        }
        assertThat(origins.kept()).isLessThanOrEqualTo(4_096);
    }
}

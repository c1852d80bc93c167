package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.AddressRange;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose address counts, with a balancer at 10.0.0.1 in front. */
class ClientAddressTest {
    private static final String PROXY = "10.0.0.1";

    private final ClientAddress address = trusting("10.0.0.0/8", "fd00::/8", "203.0.113.7");

    private static ClientAddress trusting(String... ranges) {
        return new ClientAddress(Arrays.stream(ranges).map(AddressRange::of).toList());
    }

    private String behind(String... lines) {
        return address.behind(PROXY, List.of(lines));
    }

    @Test
    void theHopThatTheProxySawIsTheClient() {
        assertThat(behind("198.51.100.4")).isEqualTo("198.51.100.4");
    }

    @Test
    void whatTheClientWroteLeftOfItProvesNothing() {
        assertThat(behind("1.1.1.1, 127.0.0.1, 198.51.100.4")).isEqualTo("198.51.100.4");
        assertThat(behind("10.9.9.9, 198.51.100.4")).isEqualTo("198.51.100.4");
    }

    @Test
    void proxiesBehindProxiesAreSteppedOver() {
        assertThat(behind("198.51.100.4, 10.1.2.3")).isEqualTo("198.51.100.4");
        assertThat(behind("198.51.100.4, 203.0.113.7, fd00::5,10.1.2.3")).isEqualTo("198.51.100.4");
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(behind("1.1.1.1", "198.51.100.4")).isEqualTo("198.51.100.4");
        assertThat(behind("198.51.100.4", "10.1.2.3")).isEqualTo("198.51.100.4");
        assertThat(behind("1.1.1.1, 2.2.2.2", "198.51.100.4, 10.1.2.3", "10.1.2.4"))
                .isEqualTo("198.51.100.4");
    }

    @Test
    void aHouseholdOfIpv6IsOneClient() {
        assertThat(behind("2001:db8:1:2:aaaa::1"))
                .isEqualTo(behind("2001:db8:1:2:bbbb::2"))
                .endsWith("/64");
        assertThat(behind("2001:db8:1:3::1")).isNotEqualTo(behind("2001:db8:1:2::1"));
    }

    @Test
    void anIpv4AddressInIpv6ClothesIsItself() {
        assertThat(behind("::ffff:198.51.100.4")).isEqualTo("198.51.100.4");
        assertThat(behind("198.51.100.4, ::ffff:10.1.2.3")).isEqualTo("198.51.100.4");
        assertThat(address.isProxy("::ffff:10.0.0.1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "unknown",
                "198.51.100.4:4711",
                "198.51.100.4, rubbish",
                "198.51.100.4, 999.1.1.1",
                "198.51.100.4,",
                "-",
                "_hidden",
                "localhost",
                "\u0661.1.1.1"
            })
    void whereTheLastHopIsRubbishTheProxyItselfIsAllThatIsKnown(String line) {
        assertThat(behind(line)).isEqualTo(PROXY);
    }

    @Test
    void rubbishEndsTheWayBackAndTheClientCannotHideBehindIt() {
        assertThat(behind("1.1.1.1, rubbish, 198.51.100.4")).isEqualTo("198.51.100.4");
        assertThat(behind("1.1.1.1, rubbish, 10.1.2.3")).isEqualTo(PROXY);
    }

    @Test
    void aHeaderOfProxiesOnlyOrNoneAtAllIsTheProxy() {
        assertThat(behind("10.1.2.3, 10.1.2.4")).isEqualTo(PROXY);
        assertThat(behind()).isEqualTo(PROXY);
    }

    @Test
    void onlyWhoIsTrustedIsAProxy() {
        assertThat(address.isProxy("10.255.0.1")).isTrue();
        assertThat(address.isProxy("203.0.113.7")).isTrue();
        assertThat(address.isProxy("fd12::1")).isTrue();
        assertThat(address.isProxy("203.0.113.8")).isFalse();
        assertThat(address.isProxy("11.0.0.1")).isFalse();
        assertThat(address.isProxy("2001:db8::1")).isFalse();
        assertThat(trusting().isProxy("127.0.0.1")).isFalse();
    }

    @Test
    void aZoneOfALinkIsNoPartOfAnAddress() {
        assertThat(ClientAddress.prefixOf("fe80::1%eth0")).isEqualTo(ClientAddress.prefixOf("fe80::2"));
    }
}

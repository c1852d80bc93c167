package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.AddressRange;
import io.dianzan.config.ServerConfig.Connections;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five connections in all, two of each address; 10.0.0.1 is a trusted proxy. */
class OpenConnectionsTest {
    private final OpenConnections open = new OpenConnections(
            new ClientAddress(List.of(AddressRange.of("10.0.0.1"))),
            new Connections(Duration.ofSeconds(30), Duration.ofSeconds(10), 5, 2));

    @Test
    void anAddressHasSoManyAndNoMore() {
        assertThat(open.enter("127.0.0.2")).isEmpty();
        assertThat(open.enter("127.0.0.2")).isEmpty();
        assertThat(open.enter("127.0.0.2")).contains(Closing.ADDRESS_FULL);
        assertThat(open.enter("127.0.0.3")).isEmpty();
    }

    @Test
    void aHouseholdOfIpv6IsOneAddress() {
        assertThat(open.enter("2001:db8::1")).isEmpty();
        assertThat(open.enter("2001:db8::2")).isEmpty();
        assertThat(open.enter("2001:db8::3")).contains(Closing.ADDRESS_FULL);
    }

    @Test
    void aTrustedProxyIsBoundByTheWholeOnly() {
        for (int i = 0; i < 5; i++) {
            assertThat(open.enter("10.0.0.1")).isEmpty();
        }
        assertThat(open.enter("10.0.0.1")).contains(Closing.FULL);
        assertThat(open.enter("127.0.0.2")).contains(Closing.FULL);
        open.leave("10.0.0.1");
        assertThat(open.enter("127.0.0.2")).isEmpty();
    }

    @Test
    void whoWasTurnedAwayTakesNoPlace() {
        for (int i = 0; i < 100; i++) {
            open.enter("127.0.0.2");
        }
        assertThat(open.enter("127.0.0.3")).isEmpty();
        assertThat(open.enter("127.0.0.3")).isEmpty();
        assertThat(open.enter("127.0.0.4")).isEmpty();
        assertThat(open.enter("127.0.0.4")).contains(Closing.FULL);
    }

    @Test
    void anAddressThatHasLeftIsForgotten() {
        open.enter("127.0.0.2");
        open.enter("127.0.0.2");
        open.enter("127.0.0.3");
        open.leave("127.0.0.2");
        assertThat(open.addresses()).isEqualTo(2);
        open.leave("127.0.0.2");
        open.leave("127.0.0.3");
        assertThat(open.addresses()).isZero();
    }
}

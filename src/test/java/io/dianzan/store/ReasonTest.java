package io.dianzan.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.vertx.pgclient.PgException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ReasonTest {
    @Test
    void ofPostgresqlTheStateIsToldAndNoValueOfARow() {
        var refused = new PgException("value oSecret is bad", "ERROR", "22P02", "Failing row contains (oSecret)");
        assertThat(Reason.of(refused)).isEqualTo("PgException: 22P02");
    }

    @Test
    void ofRedisTheFirstWordIsTold() {
        assertThat(Reason.of(ErrorType.create("OOM command not allowed 'dz:1:x'")))
                .isEqualTo("ErrorType: OOM");
        assertThat(Reason.of(ErrorType.create("ERR [3] MISCONF cannot 'dz:1:x'")))
                .isEqualTo("ErrorType: MISCONF");
        assertThat(Reason.of(ErrorType.create("no word at all"))).isEqualTo("ErrorType");
    }

    @Test
    void ofOtherLibrariesOnlyTheTypeIsTold() {
        assertThat(Reason.of(new ConnectException("refused: 127.0.0.5"))).isEqualTo("ConnectException");
        assertThat(Reason.of(new IllegalArgumentException("oSecret"))).isEqualTo("IllegalArgumentException");
    }

    @Test
    void ourOwnWordsAndThoseOfTheJvmAreTold() {
        assertThat(Reason.of(Refusal.BUSY.refused())).startsWith("Refused: busy");
        assertThat(Reason.of(new NullPointerException("x is null"))).isEqualTo("NullPointerException: x is null");
        assertThat(Reason.of(null)).isEqualTo("ended");
    }
}

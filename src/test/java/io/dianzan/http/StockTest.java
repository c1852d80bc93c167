package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StockTest {
    private final Stock stock = new Stock(100_000);
    private final AtomicInteger made = new AtomicInteger();

    @Test
    void whatManyAskForAtOnceIsMadeOnceAndKept() {
        var making = Promise.<Encoded>promise();
        var first = stock.get("key", () -> make(making.future()));
        var second = stock.get("key", () -> make(making.future()));
        making.complete(Encoded.picture(new byte[10]));

        assertThat(first.result()).isSameAs(second.result());
        assertThat(stock.get("key", () -> make(making.future())).result()).isSameAs(first.result());
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndTriedAnew() {
        var making = Promise.<Encoded>promise();
        var first = stock.get("key", () -> make(making.future()));
        var second = stock.get("key", () -> make(making.future()));
        making.fail("no");

        assertThat(first.failed()).isTrue();
        assertThat(second.failed()).isTrue();
        assertThat(stock.get("key", () -> make(Future.succeededFuture(Encoded.picture(new byte[1]))))
                        .succeeded())
                .isTrue();
        assertThat(made).hasValue(2);
    }

    @Test
    void whatThrowsFailsAndLeavesNobodyWaiting() {
        var failed = stock.get("key", () -> {
            throw new IllegalStateException("no");
        });

        assertThat(failed.cause()).hasMessage("no");
        assertThat(stock.get("key", () -> make(Future.succeededFuture(Encoded.picture(new byte[1]))))
                        .succeeded())
                .isTrue();
    }

    private Future<Encoded> make(Future<Encoded> answer) {
        made.incrementAndGet();
        return answer;
    }
}

package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

class ShelfTest {
    private static final int MOST = 100_000;

    private final Shelf shelf = new Shelf(MOST);

    @Test
    void theLeastRecentlyUsedGoesFirst() {
        for (int i = 0; i < 9; i++) {
            shelf.put(i, answer(10_000));
        }
        shelf.get(0);
        shelf.put(9, answer(10_000));

        assertThat(shelf.get(0)).isNotNull();
        assertThat(shelf.get(1)).isNull();
        assertThat(shelf.get(9)).isNotNull();
    }

    @Test
    void noNumberOfDifferentKeysExceedsTheBytes() {
        for (int i = 0; i < 10_000; i++) {
            shelf.put("search " + i, answer(i % 3000));
        }

        assertThat(shelf.bytes()).isLessThanOrEqualTo(MOST);
        assertThat(shelf.size()).isBetween(1, 100);
    }

    @Test
    void anAnswerThatIsPutTwiceWeighsOnce() {
        shelf.put("key", answer(5000));
        var before = shelf.bytes();
        shelf.put("key", answer(5000));

        assertThat(shelf.bytes()).isEqualTo(before);
    }

    @Test
    void anAnswerTooLargeForTheShelfIsNotKept() {
        shelf.put("key", answer(MOST));

        assertThat(shelf.get("key")).isNull();
        assertThat(shelf.bytes()).isZero();
    }

    private static Encoded answer(int bytes) {
        return new Encoded(Buffer.buffer(new byte[bytes]), null, "W/\"x\"");
    }
}

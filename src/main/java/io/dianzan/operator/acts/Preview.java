package io.dianzan.operator.acts;

import java.util.List;

/**
 * What an order would do, in words, and what that depends on. {@code order} is the one to carry out: it names the very
 * ballots that were looked at. {@code second}: it will wait for a second operator. {@code typed}: what must be typed
 * before it is done; null where nothing.
 */
public record Preview(Order order, List<Sentence> sentences, String version, boolean second, String typed) {

    static Preview of(Order order, List<Sentence> sentences, String version) {
        return new Preview(order, sentences, version, false, null);
    }

    Preview typing(String text) {
        return new Preview(order, sentences, version, second, text);
    }

    Preview waiting(boolean forSecond) {
        return new Preview(order, sentences, version, forSecond, typed);
    }
}

package io.dianzan.bench;

import io.dianzan.login.Tokens;
import io.dianzan.login.VoterToken;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Voters with their tokens, in an order in which nobody's number follows the one before, as in life. */
final class Electorate {
    private final byte[][] credentials;

    /** Signs a token for each voter; {@code first} is the lowest of their dense numbers. */
    Electorate(Tokens tokens, long first, int count) {
        var order = shuffled(count);
        credentials = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> credentials(tokens, first + order[i]))
                .toArray(byte[][]::new);
    }

    /** One vote of each voter from {@code from} on, over all works, as our page sends it. */
    Requests votes(String campaign, List<String> works, String day, int from) {
        var heads = works.stream()
                .map(work -> "POST /v1/campaigns/%s/works/%s/votes?day=%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        .formatted(campaign, work, day))
                .map(Answer::ascii)
                .toArray(byte[][]::new);
        return (number, into) -> {
            var voter = from + number;
            into.put(heads[voter % heads.length]).put(credentials[voter % credentials.length]);
        };
    }

    private static byte[] credentials(Tokens tokens, long voter) {
        // as long as a random UUID, which is what the page makes
        var key = "%08x-0000-4000-8000-%012x".formatted(voter, voter);
        var token =
                tokens.issue(new VoterToken(voter, 0, "mini-program", false)).token();
        return Answer.ascii(
                "Content-Length: 0\r\nAuthorization: Bearer " + token + "\r\nIdempotency-Key: " + key + "\r\n\r\n");
    }

    private static int[] shuffled(int count) {
        var order = IntStream.range(0, count).toArray();
        var random = new Random(count);
        for (int i = count - 1; i > 0; i--) {
            var j = random.nextInt(i + 1);
            var other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }
}

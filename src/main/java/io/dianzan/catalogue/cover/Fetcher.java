package io.dianzan.catalogue.cover;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches pictures from addresses that others have written: only the web, and only so long, so much, so far. */
public final class Fetcher {
    /** The best that a phone's camera makes; a work of art in print is more and is sized down first. */
    static final int MOST_BYTES = 15 << 20;

    private static final int MOST_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Duration patience;
    private final HttpClient client;

    public Fetcher() {
        this(Duration.ofSeconds(10));
    }

    /** {@code patience}: for one answer to be there whole. */
    Fetcher(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Blocks. */
    byte[] fetch(String address) throws BadPicture {
        var place = webAddress(address);
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var answer = answer(place);
            if (REDIRECTS.contains(answer.statusCode())) {
                place = webAddress(resolved(place, answer));
            } else if (answer.statusCode() != 200) {
                throw new BadPicture(address + ": answered with status " + answer.statusCode());
            } else if (answer.body() == null) {
                throw new BadPicture(address + ": expected at most " + (MOST_BYTES >> 20) + " MB");
            } else {
                return answer.body();
            }
        }
        throw new BadPicture(address + ": more than " + MOST_REDIRECTS + " redirects");
    }

    private static String resolved(URI from, HttpResponse<?> answer) throws BadPicture {
        try {
            return from.resolve(answer.headers().firstValue("Location").orElse(""))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new BadPicture(from + ": redirects to what is no address");
        }
    }

    private static URI webAddress(String text) throws BadPicture {
        try {
            var address = new URI(text);
            if (Set.of("http", "https")
                            .contains(String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT))
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw new BadPicture(text + ": expected an address that begins with https:// or http://");
        }
        throw new BadPicture(text + ": expected an address that begins with https:// or http://");
    }

    private HttpResponse<byte[]> answer(URI address) throws BadPicture {
        var request = HttpRequest.newBuilder(address).timeout(patience).build();
        var answer = client.sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            // the request's own timeout ends with the head of the answer; a body may trickle for ever
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new BadPicture(address + ": no whole answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new BadPicture(address + ": " + wordOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BadPicture(address + ": given up");
        }
    }

    private static String wordOf(Throwable cause) {
        return cause instanceof HttpTimeoutException ? "no answer in time" : "cannot be reached";
    }
}

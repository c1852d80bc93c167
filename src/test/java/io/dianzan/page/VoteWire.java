package io.dianzan.page;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import io.dianzan.kit.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The wire between a reader's pages and the server, for votes alone: it counts, holds and loses them. */
final class VoteWire {
    private static final Pattern VOTES = Pattern.compile(".*/v1/campaigns/[^/]+/works/[^/]+/votes.*");

    private final List<String> keys = new ArrayList<>();
    private final List<Route> held = new ArrayList<>();
    private final Reader reader;
    private Fate fate = Fate.THROUGH;
    private int times;

    /** What becomes of a vote on its way. */
    enum Fate {
        THROUGH,
        /** Kept back until it is let go. */
        HELD,
        /** Done by the server, and nobody hears of it. */
        ANSWER_LOST,
        /** It never arrives. */
        LOST,
        /** A server that cannot just now, and says to come back in a second. */
        BUSY
    }

    VoteWire(Reader reader) {
        this.reader = reader;
        reader.context().route(VOTES, this::meet);
    }

    /** From now on, for every vote. */
    VoteWire is(Fate next) {
        return is(next, Integer.MAX_VALUE);
    }

    /** For so many votes, and then all goes through again. */
    VoteWire is(Fate next, int votes) {
        fate = next;
        times = votes;
        if (next == Fate.ANSWER_LOST || next == Fate.LOST) {
            reader.mayHear("net::ERR_FAILED").mayHear("net::ERR_INTERNET_DISCONNECTED");
        }
        return this;
    }

    /** Lets go what is held, and all that follows. */
    void letGo() {
        fate = Fate.THROUGH;
        held.forEach(Route::resume);
        held.clear();
    }

    /** The key of every try. */
    List<String> keys() {
        return keys;
    }

    /** Waits until so many tries were made. */
    VoteWire sees(int tries) {
        reader.page().waitForCondition(() -> keys.size() >= tries);
        return this;
    }

    private void meet(Route route) {
        keys.add(keyOf(route.request()));
        var now = times > 0 ? fate : Fate.THROUGH;
        times--;
        switch (now) {
            case THROUGH -> route.resume();
            case HELD -> held.add(route);
            case LOST -> route.abort();
            case ANSWER_LOST -> {
                route.fetch();
                route.abort();
            }
            case BUSY ->
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setHeaders(Map.of("Retry-After", "1"))
                        .setBody("{\"type\":\"about:blank\",\"title\":\"busy\",\"status\":503,\"code\":\"busy\"}"));
        }
    }

    private static String keyOf(Request vote) {
        return vote.headerValue("Idempotency-Key");
    }
}

package io.dianzan.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.http.Json;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Seals a login under way into a text that its own browser keeps: encrypted and authenticated, for ten minutes. So no
 * process needs to remember it, and nobody can start a login in somebody else's browser.
 */
public final class AttemptSeal {
    /** As long as the code of WeChat's QR login lives, for which a person must first find the phone. */
    static final Duration LIFE = Duration.ofMinutes(10);

    private static final String PLACE = "login attempt";
    private static final int LONGEST = 4_096;

    private final Envelope envelope;
    private final Clock clock;

    public AttemptSeal(Envelope envelope, Clock clock) {
        this.envelope = envelope;
        this.clock = clock;
    }

    String seal(Attempt attempt) {
        var kept = new Sealed(attempt, clock.instant().plus(LIFE).getEpochSecond());
        return envelope.close(Json.encode(kept).toString(), PLACE);
    }

    /** Nothing where it was not sealed here, or too long ago. */
    Optional<Attempt> open(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return envelope.open(text, PLACE)
                .map(opened -> Json.decode(Buffer.buffer(opened), Sealed.class))
                .filter(kept -> clock.instant().getEpochSecond() < kept.ends())
                .map(Sealed::attempt);
    }

    /** {@code ends} in epoch seconds. */
    private record Sealed(
            @JsonProperty Attempt attempt, @JsonProperty long ends) {
        @Override
        public String toString() {
            return "***";
        }
    }
}

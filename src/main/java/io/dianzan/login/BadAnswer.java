package io.dianzan.login;

import io.dianzan.fault.Refused;
import java.util.concurrent.TimeoutException;

/** An answer of a provider's that is none; its text is our own, and may be logged. */
public class BadAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadAnswer(String reason) {
        super(reason, null, false, false);
    }

    /** What may be told of a call that failed: our own words, or the class of what Vert.x says. */
    public static String reasonOf(Throwable failure) {
        if (failure instanceof BadAnswer bad) {
            return bad.getMessage();
        }
        if (failure instanceof TimeoutException) {
            return "deadline";
        }
        return failure instanceof Refused ? "no JSON" : failure.getClass().getSimpleName();
    }
}

package io.dianzan.store;

import io.vertx.pgclient.PgException;
import io.vertx.redis.client.Response;
import java.util.regex.Pattern;

/**
 * What a log may say of a failure. The messages of libraries hold what they were handed: a row's values, an address, a
 * URL with a code in it. So of theirs only the type is told, and what is a name of our own making.
 */
public final class Reason {
    /** The word with which Redis begins an error: OOM, MISCONF, CLUSTERDOWN; of a batch, the first error. */
    private static final Pattern REDIS_WORD = Pattern.compile("(?:ERR \\[\\d+] )?([A-Z_]{2,30})");

    private Reason() {}

    /** One line: the type, and what may be said beside it. */
    public static String of(Throwable failure) {
        if (failure == null) {
            return "ended";
        }
        var detail = detailOf(failure);
        var type = failure.getClass().getSimpleName();
        return detail == null ? type : type + ": " + detail;
    }

    /** What may be said beside the type; null where that is nothing. */
    public static String detailOf(Throwable failure) {
        if (failure instanceof PgException refused) {
            return stateOf(refused);
        }
        if (failure instanceof Response error) {
            return wordOf(error);
        }
        return isOurs(failure) || isOfTheJvm(failure) ? failure.getMessage() : null;
    }

    /** SQLSTATE, and which constraint of our own schema said no. */
    private static String stateOf(PgException refused) {
        return refused.getConstraint() == null
                ? refused.getSqlState()
                : refused.getSqlState() + " " + refused.getConstraint();
    }

    private static String wordOf(Response error) {
        var words = REDIS_WORD.matcher(error.toString());
        return words.lookingAt() ? words.group(1) : null;
    }

    private static boolean isOurs(Throwable failure) {
        return failure.getClass().getName().startsWith("io.dianzan.");
    }

    /** These name classes, variables and indices, never what is in them. */
    private static boolean isOfTheJvm(Throwable failure) {
        return failure instanceof NullPointerException
                || failure instanceof ClassCastException
                || failure instanceof IndexOutOfBoundsException;
    }
}

package io.dianzan.operator.staff;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often a password may be tried: by all processes together, for a name and from an address, in each quarter of an
 * hour. A try is taken before the password is looked at, and given back where it was right.
 */
final class Tries {
    private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
    private static final int PER_NAME = 10;
    /** A house's operators are behind one. */
    private static final int PER_ADDRESS = 30;

    private static final int SECONDS = 900;
    private static final String WINDOW =
            "to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %1$d) * %1$d)".formatted(SECONDS);

    private final Pool pool;
    private final byte[] key;

    /** {@code key}: names and addresses are kept hashed under it. */
    Tries(Pool pool, byte[] key) {
        this.pool = pool;
        this.key = key.clone();
    }

    /** Fails with {@code too-fast}. */
    Future<Void> take(String name, String address) {
        return count(List.of(subject("name", name), subject("address", address)), 1)
                .compose(counts -> counts.get(0) > PER_NAME || counts.get(1) > PER_ADDRESS
                        ? lockedOut(counts)
                        : Future.succeededFuture());
    }

    /** Said once for each that is locked out: the first try too many. Whom it concerns is in no log. */
    private static Future<Void> lockedOut(List<Integer> counts) {
        if (counts.get(0) == PER_NAME + 1) {
            LOG.warn("operators' login: more than {} failed tries for one name; it waits", PER_NAME);
        }
        if (counts.get(1) == PER_ADDRESS + 1) {
            LOG.warn("operators' login: more than {} failed tries from one address; it waits", PER_ADDRESS);
        }
        return Future.failedFuture(Refusal.TOO_FAST.refused().retryAfter(SECONDS));
    }

    Future<Void> giveBack(String name, String address) {
        return count(List.of(subject("name", name), subject("address", address)), -1)
                .mapEmpty();
    }

    Future<Void> forget() {
        return pool.query("DELETE FROM operator_try WHERE since < clock_timestamp() - interval '1 hour'")
                .execute()
                .mapEmpty();
    }

    private Future<List<Integer>> count(List<byte[]> subjects, int more) {
        return Future.all(subjects.stream().map(subject -> count(subject, more)).toList())
                .map(counted -> counted.list());
    }

    private Future<Integer> count(byte[] subject, int more) {
        return pool.preparedQuery("""
                        INSERT INTO operator_try AS o (subject, since, tries) VALUES ($1, %s, greatest($2, 0))
                        ON CONFLICT (subject, since) DO UPDATE SET tries = greatest(o.tries + $2, 0)
                        RETURNING tries""".formatted(WINDOW))
                .execute(Tuple.of(Buffer.buffer(subject), more))
                .map(rows -> rows.iterator().next().getInteger(0));
    }

    private byte[] subject(String kind, String text) {
        return Secrets.mac(key, "operator's " + kind + ":" + text);
    }
}

package io.dianzan.store;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * One transaction whose end is told to the one who waits for it: done; {@code busy}, and nothing was done; or {@code
 * outcome-unknown}, where the connection was lost between the word to commit and its answer.
 */
public final class ToldTransaction {
    private ToldTransaction() {}

    /** {@code subject} is for the log. What PostgreSQL refuses for another reason than its own state fails as it is. */
    public static <T> Future<T> run(Pool pool, String subject, Function<SqlConnection, Future<T>> work) {
        var committing = new AtomicBoolean();
        return pool.withTransaction(connection -> work.apply(connection).onSuccess(done -> committing.set(true)))
                .recover(failure -> {
                    var told = PostgresFault.toldOf(subject, failure);
                    // an error of PostgreSQL's own, even while it commits, undoes everything
                    var unknown = committing.get() && !(failure instanceof PgException);
                    return Future.failedFuture(unknown ? Refusal.OUTCOME_UNKNOWN.refused() : told);
                });
    }
}

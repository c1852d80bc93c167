package io.dianzan.share;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** The table mini_program_code. */
final class MiniProgramCodeTable {
    private static final String LOOK = "SELECT image FROM mini_program_code WHERE share = $1";
    private static final String PUT =
            "INSERT INTO mini_program_code (share, image) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    private final Pool pool;

    MiniProgramCodeTable(Pool pool) {
        this.pool = pool;
    }

    Future<Optional<Buffer>> look(long share) {
        return pool.preparedQuery(LOOK).execute(Tuple.of(share)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? Optional.of(row.next().getBuffer(0)) : Optional.empty();
        });
    }

    Future<Buffer> put(long share, Buffer image) {
        return pool.preparedQuery(PUT).execute(Tuple.of(share, image)).map(image);
    }
}

package io.dianzan.catalogue.cover;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** SQL of the covers. */
public final class CoverTable {
    private final Pool pool;

    public CoverTable(Pool pool) {
        this.pool = pool;
    }

    /** What the covers of a campaign's works, by their ids, were made from. */
    Future<Map<Integer, Buffer>> sources(int campaign) {
        return pool.preparedQuery("SELECT work, source_hash FROM cover WHERE campaign = $1")
                .execute(Tuple.of(campaign))
                .map(rows -> {
                    var workToSource = new HashMap<Integer, Buffer>();
                    rows.forEach(row -> workToSource.put(row.getInteger(0), row.getBuffer(1)));
                    return workToSource;
                });
    }

    Future<Void> put(SqlClient client, int campaign, int work, Buffer source, Cover cover) {
        return client.preparedQuery("""
                        INSERT INTO cover (campaign, work, hash, source_hash, small, large) VALUES ($1, $2, $3, $4, $5, $6)
                        ON CONFLICT (campaign, work) DO UPDATE SET hash = excluded.hash,
                          source_hash = excluded.source_hash, small = excluded.small, large = excluded.large""")
                .execute(Tuple.of(
                        campaign,
                        work,
                        cover.hash(),
                        source,
                        Buffer.buffer(cover.small()),
                        Buffer.buffer(cover.large())))
                .mapEmpty();
    }

    Future<Optional<byte[]>> small(String hash) {
        return bytes("SELECT small FROM cover WHERE hash = $1 LIMIT 1", hash);
    }

    Future<Optional<byte[]>> large(String hash) {
        return bytes("SELECT large FROM cover WHERE hash = $1 LIMIT 1", hash);
    }

    private Future<Optional<byte[]>> bytes(String sql, String hash) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(hash))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getBuffer(0).getBytes()));
    }
}

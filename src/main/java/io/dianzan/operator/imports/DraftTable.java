package io.dianzan.operator.imports;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The drafts in PostgreSQL. */
final class DraftTable {
    private final Pool pool;

    DraftTable(Pool pool) {
        this.pool = pool;
    }

    /** Keeps a draft; those of this operator for this campaign go. */
    Future<Void> keep(int campaign, Draft draft) {
        return pool.preparedQuery("""
                        WITH gone AS (
                          DELETE FROM import_draft WHERE campaign = $2 AND operator = $3)
                        INSERT INTO import_draft (id, campaign, operator, name, hash, bytes, catalogue)
                        VALUES ($1, $2, $3, $4, $5, $6, $7)""")
                .execute(Tuple.tuple()
                        .addUUID(draft.id())
                        .addInteger(campaign)
                        .addString(draft.operator())
                        .addString(draft.name())
                        .addBuffer(Buffer.buffer(HexFormat.of().parseHex(draft.hash())))
                        .addBuffer(draft.bytes())
                        .addInteger(draft.catalogue()))
                .mapEmpty();
    }

    Future<Optional<Draft>> find(int campaign, UUID id) {
        return pool.preparedQuery("""
                        SELECT id, operator, name, hash, bytes, catalogue FROM import_draft
                        WHERE campaign = $1 AND id = $2 AND made_at > clock_timestamp() - interval '1 hour'""")
                .mapping(DraftTable::draftOf)
                .execute(Tuple.of(campaign, id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next()));
    }

    Future<Void> drop(UUID id) {
        return pool.preparedQuery("DELETE FROM import_draft WHERE id = $1")
                .execute(Tuple.of(id))
                .mapEmpty();
    }

    /** Nobody has a word for those of an hour ago any more. */
    Future<Void> forget() {
        return pool.query("DELETE FROM import_draft WHERE made_at < clock_timestamp() - interval '1 hour'")
                .execute()
                .mapEmpty();
    }

    private static Draft draftOf(Row row) {
        return new Draft(
                row.getUUID("id"),
                row.getString("operator"),
                row.getString("name"),
                HexFormat.of().formatHex(row.getBuffer("hash").getBytes()),
                row.getBuffer("bytes"),
                row.getInteger("catalogue"));
    }
}

package io.dianzan.operator.limits;

import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Where the versions of a campaign's rules came from, and what is wrong with the files now. */
public final class RulesFiles {
    private static final String SQL = """
            SELECT version, coalesce(to_jsonb(r) ->> 'file', c.slug || '.yaml') AS file, r.changed_by, r.reason
            FROM rules r JOIN campaign c ON c.id = r.campaign WHERE r.campaign = $1""";

    private final Pool pool;
    private final Supplier<List<FileProblem>> problems;

    public RulesFiles(Pool pool, Supplier<List<FileProblem>> problems) {
        this.pool = pool;
        this.problems = problems;
    }

    /** {@code by} and {@code reason}: who changed the file, and why, as it says itself; may be null. */
    public record Source(String file, String by, String reason) {}

    List<FileProblem> problems() {
        return problems.get();
    }

    Future<Map<Integer, Source>> of(int campaign) {
        return pool.preparedQuery(SQL).execute(Tuple.of(campaign)).map(rows -> Rows.list(rows).stream()
                .collect(Collectors.toMap(
                        row -> row.getInteger("version"),
                        row -> new Source(
                                row.getString("file"), row.getString("changed_by"), row.getString("reason")))));
    }
}

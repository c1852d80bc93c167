package io.dianzan.share;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Optional;

/** The table url_link. Its times are those of the world and of WeChat, not of a campaign. */
final class UrlLinkTable {
    private static final String LOOK =
            "SELECT link FROM url_link WHERE campaign = $1 AND expires_at > clock_timestamp() + $2 * interval '1 second'";

    /** WeChat has counted from a little earlier. */
    private static final String PUT = """
            INSERT INTO url_link (campaign, link, expires_at) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 second')
            ON CONFLICT (campaign) DO UPDATE SET link = excluded.link, expires_at = excluded.expires_at""";

    private final Pool pool;

    UrlLinkTable(Pool pool) {
        this.pool = pool;
    }

    /** The link of a campaign that is good for {@code left} at least. */
    Future<Optional<String>> look(int campaign, Duration left) {
        return pool.preparedQuery(LOOK)
                .execute(Tuple.of(campaign, left.toSeconds()))
                .map(rows -> {
                    var row = rows.iterator();
                    return row.hasNext() ? Optional.of(row.next().getString(0)) : Optional.empty();
                });
    }

    Future<String> put(int campaign, String link, Duration life) {
        return pool.preparedQuery(PUT)
                .execute(Tuple.of(campaign, link, life.toSeconds()))
                .map(link);
    }
}

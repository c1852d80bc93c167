package io.dianzan.operator.retention;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.config.ServerConfig.Retention;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what is no longer to be kept: signals, and the names by which people log in. Ballots, rulings and every count
 * stay as they are. One process at a time does it, in short transactions each of which has its lines of the audit.
 */
public final class Purges {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);

    /** Less than a day, or the hour would wander. */
    private static final String DAILY = "23 hours 30 minutes";

    private static final String SOON = "1 hour";
    private static final String BY_ITSELF = "dianzan";

    private final Pool pool;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Retention retention;

    /** One connection of the {@code pool} is held for as long as a purge goes on. */
    public Purges(Pool pool, Campaigns campaigns, CampaignClock clock, Retention retention) {
        this.pool = pool;
        this.campaigns = campaigns;
        this.clock = clock;
        this.retention = retention;
    }

    /** What would go now, by campaign and kind. */
    public Future<List<Purged>> preview() {
        return pool.withConnection(connection -> purge(connection, null).preview());
    }

    /** Takes away what is due; fails with {@link PurgeUnderWay} where another process is at it. */
    public Future<List<Purged>> run(String operator) {
        return pool.withConnection(connection -> PurgeTable.lock(connection)
                .compose(locked -> locked
                        ? purge(connection, operator).run().eventually(() -> PurgeTable.unlock(connection))
                        : Future.failedFuture(new PurgeUnderWay())));
    }

    /** Begins the day's purge, unless this or another process has done so; it may go on after this is done. */
    public Future<Void> daily() {
        return PurgeTable.claim(pool, DAILY).map(ours -> {
            if (ours) {
                run(BY_ITSELF).onSuccess(Purges::tell).onFailure(this::trySoon);
            }
            return null;
        });
    }

    private Purge purge(SqlConnection connection, String operator) {
        return new Purge(connection, Due.at(clock.now(), campaigns.all(), retention), operator, reason());
    }

    private String reason() {
        return "retention: signals " + span(retention.signals()) + ", identities " + span(retention.identities());
    }

    private static String span(Duration kept) {
        return kept.toDays() > 0 && kept.equals(Duration.ofDays(kept.toDays())) ? kept.toDays() + "d" : kept.toString();
    }

    private static void tell(List<Purged> gone) {
        for (var one : gone) {
            LOG.info("purged: {} {} of campaign {}", one.count(), one.kind(), one.campaign());
        }
    }

    private void trySoon(Throwable cause) {
        LOG.warn("the day's purge failed, and is tried again in an hour: {}", Reason.of(cause));
        PurgeTable.again(pool, SOON);
    }
}

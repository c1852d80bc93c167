package io.dianzan.bench;

import io.dianzan.catalogue.Works;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * A vote as the vote kits take it: count the voter's rows, then insert one, a commit for each vote. It is kinder to them
 * than they are: no transaction around the two, no counter to update, campaign and works from memory, no gate.
 */
final class KitRoute {
    private static final String COUNT = "SELECT count(*) FROM ballot WHERE campaign = $1 AND day = $2 AND voter = $3";
    private static final String INSERT = """
            INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)
            VALUES ($1, $2, $3, 1, $4, $5, $6, 1)""";

    private final Pool pool;
    private final VoterGuard guard;
    private final Works works;
    private final int campaign;
    private final LocalDate day;

    KitRoute(Pool pool, VoterGuard guard, Works works, int campaign, LocalDate day) {
        this.pool = pool;
        this.guard = guard;
        this.works = works;
        this.campaign = campaign;
        this.day = day;
    }

    Future<Reply> cast(RoutingContext ctx) {
        var voter = guard.voterOf(ctx).voter();
        var work = works.require(ctx.pathParam("number")).id();
        return pool.withConnection(connection -> count(connection, voter)
                        .compose(votes -> votes > 0
                                ? Future.failedFuture(Refusal.QUOTA_SPENT.refused())
                                : insert(connection, voter, work)))
                .map(inserted -> Reply.json(BareEndpoints.ANSWER));
    }

    private Future<Long> count(SqlConnection connection, long voter) {
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(campaign, day, voter))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Future<Void> insert(SqlConnection connection, long voter, int work) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(campaign, day, voter, work, UUID.randomUUID(), OffsetDateTime.now()))
                .mapEmpty();
    }
}

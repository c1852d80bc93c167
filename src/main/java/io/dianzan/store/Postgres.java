package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to PostgreSQL as the server's role. Every one of them is asked at connect whether a commit is on disk when
 * it is acknowledged; a database that answers otherwise is not used, for "recorded" would be a lie.
 */
public final class Postgres {
    private static final Logger LOG = LoggerFactory.getLogger(Postgres.class);
    private static final int WAITING_FOR_A_CONNECTION = 256;
    private static final int CONNECTION_SECONDS = 3;
    /** A database whose machine is gone acknowledges nothing; its connections leave the pool after this. */
    private static final int UNACKNOWLEDGED_MILLIS = 10_000;

    private final Vertx vertx;
    private final PgConnectOptions options;

    public Postgres(Vertx vertx, PostgresAddress address) {
        this.vertx = vertx;
        this.options = new PgConnectOptions()
                .setHost(address.host())
                .setPort(address.port())
                .setDatabase(address.database())
                .setUser(address.server().user())
                .setPassword(address.server().password().value())
                .setCachePreparedStatements(true)
                // shorter than a writer's patience: an error is certain, a call that was given up is not
                .addProperty("lock_timeout", "3000")
                // keyed look-ups on tables that grow all day: the plan must not hang on when statistics were taken
                .addProperty("enable_seqscan", "off")
                .addProperty("enable_hashjoin", "off")
                .addProperty("enable_mergejoin", "off")
                .addProperty("plan_cache_mode", "force_generic_plan")
                .addProperty("application_name", "dianzan");
    }

    /** A pool for all but the votes. Its queue is bounded: who cannot be served soon is told so. */
    public Pool pool(int size) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(WAITING_FOR_A_CONNECTION)
                        .setConnectionTimeout(CONNECTION_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(10)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES))
                .connectingTo(new PgConnectOptions(options)
                        .addProperty("statement_timeout", "10000")
                        .addProperty("enable_seqscan", "on")
                        .addProperty("plan_cache_mode", "auto")
                        .addProperty("enable_hashjoin", "on")
                        .addProperty("enable_mergejoin", "on"))
                .with(new NetClientOptions().setTcpUserTimeout(UNACKNOWLEDGED_MILLIS))
                .withConnectHandler(Postgres::check)
                .using(vertx)
                .build();
    }

    /** A connection of the caller's own, checked; the caller reconnects when it ends. */
    public Future<PgConnection> connect() {
        var connecting = PgConnection.connect(vertx, options);
        var checked = connecting
                .compose(connection -> durable(connection).map(connection))
                .timeout(CONNECTION_SECONDS, TimeUnit.SECONDS);
        // one that comes too late, or will not do, is not left open
        checked.onFailure(cause -> connecting.onSuccess(PgConnection::close));
        return checked;
    }

    /** A connect handler cannot refuse a connection, so one that will not do ends itself. */
    private static void check(SqlConnection connection) {
        durable(connection)
                .recover(cause -> connection
                        .query("SELECT pg_terminate_backend(pg_backend_pid())")
                        .execute()
                        .onComplete(ended -> LOG.error("{}", Reason.of(cause)))
                        .mapEmpty())
                .onComplete(done -> connection.close());
    }

    private static Future<Void> durable(SqlClient connection) {
        return connection.query("""
                        SELECT current_setting('fsync'), current_setting('synchronous_commit'),
                          current_setting('full_page_writes'), pg_is_in_recovery()""").execute().map(rows -> {
            var row = rows.iterator().next();
            for (int i = 0; i < 3; i++) {
                if (row.getString(i).equals("off")) {
                    throw new NotDurable();
                }
            }
            if (row.getBoolean(3)) {
                throw new NotDurable();
            }
            return null;
        });
    }
}

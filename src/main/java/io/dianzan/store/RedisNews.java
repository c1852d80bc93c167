package io.dianzan.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears when another process has something new for all, on a connection of its own that is made again whenever it ends.
 * News only hastens a poll that runs anyway: what is missed while Redis is away is found a moment later.
 */
public final class RedisNews {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNews.class);
    private static final int CONNECT_SECONDS = 2;
    private static final int PAUSE_MILLIS = 1_000;

    private final Vertx vertx;
    private final RedisOptions options;
    private final String channel;
    private final Runnable heard;
    private Redis client;
    private boolean stopped;

    public RedisNews(Vertx vertx, RedisAddress address, String channel, Runnable heard) {
        this.vertx = vertx;
        this.options = address.options();
        this.channel = channel;
        this.heard = heard;
    }

    /** Begins to listen, and goes on until {@link #close()}; does not wait. */
    public void open() {
        var mine = Redis.createClient(vertx, options);
        client = mine;
        mine.connect()
                .compose(connection -> {
                    connection.handler(message -> heard.run());
                    connection.endHandler(end -> again(mine));
                    connection.exceptionHandler(cause -> LOG.debug("Redis news: {}", Reason.of(cause)));
                    return subscribed(connection);
                })
                .timeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                // it may have missed something while nobody listened
                .onSuccess(listening -> heard.run())
                .onFailure(cause -> again(mine));
    }

    public Future<Void> close() {
        stopped = true;
        return client == null ? Future.succeededFuture() : client.close().otherwiseEmpty();
    }

    private Future<Void> subscribed(RedisConnection connection) {
        return connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel)).mapEmpty();
    }

    /** The client goes with its connection; one that is gone already has nothing more to say. */
    private void again(Redis ended) {
        if (ended != client || stopped) {
            return;
        }
        client = null;
        ended.close();
        vertx.setTimer(PAUSE_MILLIS, timer -> {
            if (!stopped) {
                open();
            }
        });
    }
}

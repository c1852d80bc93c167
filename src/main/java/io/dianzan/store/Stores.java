package io.dianzan.store;

import io.dianzan.config.ServerConfig;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** PostgreSQL and Redis for one process: those that the config names, or embedded ones that live as long as this does. */
public final class Stores implements AutoCloseable {
    private final Running<PostgresAddress> postgres;
    private final Running<RedisAddress> redis;
    private final Runnable unlock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Stores(Running<PostgresAddress> postgres, Running<RedisAddress> redis, Runnable unlock) {
        this.postgres = postgres;
        this.redis = redis;
        this.unlock = unlock;
    }

    /**
     * The stores of a server; blocks until they answer.
     *
     * @throws StartException saying in one line why they cannot be had
     */
    public static Stores open(ServerConfig config) {
        if (!config.postgres().embedded() && !config.redis().embedded()) {
            return new Stores(postgres(config, null), redis(config, null), () -> {});
        }
        var data = DataFolder.make(config.data());
        var lock = DataLock.tryTake(data, DataLock.Use.SERVE).orElseThrow(() -> inUse(data));
        // both at once: the slower one decides how long a start takes
        var redis = beside(() -> redis(config, data));
        var postgres = beside(() -> postgres(config, data));
        try {
            return new Stores(postgres.join(), redis.join(), lock::close);
        } catch (CompletionException e) {
            stopOnceStarted(redis);
            stopOnceStarted(postgres);
            lock.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /**
     * PostgreSQL for an operator's command: as a guest of the server that runs on the data folder, or else for the
     * command's own time. There is an address of Redis only where the config names one.
     *
     * @throws StartException saying in one line why it cannot be had
     */
    public static Stores join(ServerConfig config) {
        var redis = config.redis().embedded() ? null : redis(config, null);
        if (!config.postgres().embedded()) {
            return new Stores(postgres(config, null), redis, () -> {});
        }
        var data = DataFolder.make(config.data());
        var lock = DataLock.tryTake(data, DataLock.Use.COMMAND);
        if (lock.isEmpty()) {
            return new Stores(Running.elsewhere(guest(data)), redis, () -> {});
        }
        try {
            return new Stores(postgres(config, data), redis, lock.get()::close);
        } catch (RuntimeException e) {
            lock.get().close();
            throw e;
        }
    }

    public PostgresAddress postgres() {
        return postgres.address();
    }

    public RedisAddress redis() {
        if (redis == null) {
            throw new IllegalStateException("a command has no embedded Redis");
        }
        return redis.address();
    }

    /** Stops what was started here: first what holds hints, then what holds votes, and then others may come. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            if (redis != null) {
                redis.stop().run();
            }
        } finally {
            try {
                postgres.stop().run();
            } finally {
                unlock.run();
            }
        }
    }

    private static Running<PostgresAddress> postgres(ServerConfig config, DataFolder data) {
        if (!config.postgres().embedded()) {
            return Running.elsewhere(PostgresAddress.of(config.postgres()));
        }
        var embedded = EmbeddedPostgres.start(data, config.postgres().port());
        return new Running<>(embedded.address(), embedded::close);
    }

    private static Running<RedisAddress> redis(ServerConfig config, DataFolder data) {
        if (!config.redis().embedded()) {
            return Running.elsewhere(
                    new RedisAddress(config.redis().url(), config.redis().password()));
        }
        var embedded = EmbeddedRedis.start(data, config.redis().port());
        return new Running<>(embedded.address(), embedded::close);
    }

    /** A command's PostgreSQL ends with the command, under the feet of any guest. */
    private static PostgresAddress guest(DataFolder data) {
        if (DataLock.holder(data)
                .filter(holder -> holder.use() == DataLock.Use.COMMAND)
                .isPresent()) {
            throw inUse(data);
        }
        return EmbeddedPostgres.guest(data);
    }

    private static StartException inUse(DataFolder data) {
        var holder = DataLock.holder(data).map(DataLock.Holder::toString).orElse("another process");
        return new StartException("data: " + data.root() + " is in use by " + holder + "; wait for it, or end it");
    }

    private static <T> CompletableFuture<T> beside(Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, "store-start").start());
    }

    private static <A> void stopOnceStarted(CompletableFuture<Running<A>> starting) {
        starting.handle((running, failure) -> running)
                .thenAccept(running -> {
                    if (running != null) {
                        running.stop().run();
                    }
                })
                .join();
    }
}

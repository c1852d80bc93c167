package io.dianzan;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.store.PoolMeters;
import io.dianzan.store.Stores;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is told to stop. */
@Command(name = "serve", description = "Run the server.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        var read = config.read();
        try (var running = new Running(read)) {
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop"));
            running.start();
            System.out.println(Welcome.text(read, running.app.ports()));
            running.closed.await();
        } catch (IllegalStateException e) {
            // told to stop in the midst of its start: that is what it does, and no failure
            if (!isShuttingDown()) {
                throw e;
            }
        }
        return 0;
    }

    /** Java has no other way to ask. */
    private static boolean isShuttingDown() {
        var nobody = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(nobody);
            Runtime.getRuntime().removeShutdownHook(nobody);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** The stores, Vert.x and the server on them; closed in reverse, once. */
    private static final class Running implements AutoCloseable {
        private static final int CLOSE_SECONDS = 2;

        private final ConfigOption.Read read;
        private final CountDownLatch closed = new CountDownLatch(1);
        private Stores stores;
        private Meters meters;
        private Vertx vertx;
        private App app;
        private boolean closing;

        Running(ConfigOption.Read read) {
            this.read = read;
        }

        /** Holds the lock that {@link #close} takes: a signal in the middle of a start waits until it can undo it all. */
        synchronized void start() throws IOException {
            if (closing) {
                return;
            }
            if (read.server().postgres().embedded()) {
                System.err.println("Starting PostgreSQL and Redis ...");
            }
            stores = Stores.open(read.server());
            Tool.migrateOrRefuse(read.server(), stores);
            meters = new Meters();
            vertx = Vertx.builder()
                    .with(options(read.server()))
                    .withMetrics(options -> new PoolMeters(meters.registry()))
                    .build();
            var providers = Providers.start(vertx, read.server(), stores.redis(), tokenKeys(read.server()))
                    .await();
            app = new App(
                    new Host(vertx, Clock.systemUTC(), meters),
                    read.server(),
                    stores.postgres(),
                    stores.redis(),
                    providers);
            app.start(read.campaigns(), DemoWorks.of(read)).await();
        }

        @Override
        public synchronized void close() {
            if (closing) {
                return;
            }
            closing = true;
            try {
                if (app != null) {
                    app.stop().await();
                }
                if (vertx != null) {
                    vertx.close()
                            .timeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                            .otherwiseEmpty()
                            .await();
                }
            } finally {
                if (meters != null) {
                    meters.close();
                }
                if (stores != null) {
                    stores.close();
                }
                closed.countDown();
            }
        }

        private static KeyRing tokenKeys(ServerConfig config) throws IOException {
            return KeyRing.readOrMake(config.tokens().keysFile());
        }

        private static VertxOptions options(ServerConfig config) {
            return new VertxOptions()
                    .setPreferNativeTransport(true)
                    .setMetricsOptions(new MetricsOptions().setEnabled(true))
                    // one for each vote loop, and one for the polls, the management port and the sandbox
                    .setEventLoopPoolSize(config.ballot().loops() + 1);
        }
    }
}

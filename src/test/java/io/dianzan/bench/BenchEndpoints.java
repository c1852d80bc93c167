package io.dianzan.bench;

import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.ClientAddress;
import io.dianzan.http.Endpoint;
import io.dianzan.http.Faults;
import io.dianzan.http.OpenConnections;
import io.dianzan.http.PublicServer;
import io.dianzan.kit.TestGuard;
import io.dianzan.login.Tokens;
import io.dianzan.store.Postgres;
import io.dianzan.store.Stores;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * What a vote is compared with, in the server's own process: the same HTTP server on ports of its own, on an event loop
 * of its own, which rests while the others work.
 */
final class BenchEndpoints extends VerticleBase {
    private static final String CAMPAIGN = """
            SELECT c.id, c.catalogue, d.day FROM campaign c JOIN campaign_day d ON d.campaign = c.id
            WHERE c.slug = 'kit' AND d.starts_at <= campaign_time() AND campaign_time() < d.ends_at""";

    /** Enough for PostgreSQL to flush several commits at once, few enough for two cores. */
    private static final int KIT_CONNECTIONS = 16;

    private final ServerConfig config;
    private final Stores stores;
    private int bare;
    private int parked;
    private int kit;
    private int asLong;

    private BenchEndpoints(ServerConfig config, Stores stores) {
        this.config = config;
        this.stores = stores;
    }

    record Ports(int bare, int parked, int kit, int asLong) {}

    /** Starts them beside the server that runs on this config; blocks until they listen. */
    static Ports startBeside(ServerConfig config) {
        var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        var endpoints = new BenchEndpoints(config, Stores.join(config));
        vertx.deployVerticle(endpoints, new DeploymentOptions()).await();
        return new Ports(endpoints.bare, endpoints.parked, endpoints.kit, endpoints.asLong);
    }

    @Override
    public Future<?> start() throws IOException {
        var endpoints = new BareEndpoints(vertx);
        return listen(endpoints::inline)
                .onSuccess(port -> bare = port)
                .compose(before -> listen(endpoints::parked))
                .onSuccess(port -> parked = port)
                .compose(before -> listen(endpoints::asLong))
                .onSuccess(port -> asLong = port)
                .compose(before -> kit())
                .compose(route -> listen(router(route)))
                .onSuccess(port -> kit = port);
    }

    private Future<Integer> listen(Handler<HttpServerRequest> requests) {
        var http = config.http();
        var open = new OpenConnections(new ClientAddress(http.trustedProxies()), http.connections());
        return PublicServer.start(vertx, 0, http, open, requests).map(PublicServer::port);
    }

    private Router router(KitRoute kit) {
        var router = Router.router(vertx);
        Faults.mount(router);
        Endpoint cast = kit::cast;
        router.post("/v1/campaigns/kit/works/:number/votes").handler(cast.handler());
        return router;
    }

    private Future<KitRoute> kit() {
        var pool = new Postgres(vertx, stores.postgres()).pool(KIT_CONNECTIONS);
        var catalogue = new Catalogue(new WorkTable(pool));
        var guard = TestGuard.of(tokens(config));
        return pool.query(CAMPAIGN).execute().compose(rows -> {
            var row = rows.iterator().next();
            var campaign = row.getInteger("id");
            return catalogue
                    .refresh(campaign, row.getInteger("catalogue"))
                    .map(read ->
                            new KitRoute(pool, guard, catalogue.require(campaign), campaign, row.getLocalDate("day")));
        });
    }

    /** The server's own tokens, under its own keys. */
    static Tokens tokens(ServerConfig config) {
        try {
            var keys = KeyRing.readOrMake(config.tokens().keysFile());
            return new Tokens(keys, config.tokens(), Clock.systemUTC(), keys.newest()::name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

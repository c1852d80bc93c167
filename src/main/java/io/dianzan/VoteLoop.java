package io.dianzan;

import io.dianzan.ballot.BallotBox;
import io.dianzan.ballot.BallotRoutes;
import io.dianzan.ballot.GroupCommit;
import io.dianzan.ballot.MeRoutes;
import io.dianzan.ballot.RedisGate;
import io.dianzan.ballot.TapNames;
import io.dianzan.ballot.Taps;
import io.dianzan.ballot.VoterRows;
import io.dianzan.http.PublicServer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** One event loop: its own writer, reader and gate, and its share of the public port. Nothing here is shared. */
final class VoteLoop extends VerticleBase {
    private final Shared shared;
    private GroupCommit ledger;
    private VoterRows rows;
    private RedisGate gate;
    private PublicServer server;

    VoteLoop(Shared shared) {
        this.shared = shared;
    }

    @Override
    public Future<?> start() {
        ledger = new GroupCommit(
                vertx, shared.postgres(), shared.incarnation(), shared.config().ballot(), shared.disk()::isEnough);
        rows = new VoterRows(vertx, shared.postgres());
        gate = new RedisGate(vertx, shared.redis(), shared.incarnation());
        gate.open();
        return Future.all(ledger.open(), rows.open())
                .compose(opened -> listen())
                .map(listening -> server = listening);
    }

    @Override
    public Future<?> stop() {
        return server.stop()
                .otherwiseEmpty()
                .compose(answered -> ledger.drain())
                .compose(drained -> Future.join(rows.close(), gate.close()))
                .otherwiseEmpty();
    }

    boolean isConnected() {
        return ledger.isConnected() && rows.isConnected();
    }

    int port() {
        return server.port();
    }

    private Future<PublicServer> listen() {
        var http = shared.config().http();
        var port = http.port() == 0 ? -1 : http.port();
        return PublicServer.start(vertx, port, http, shared.connections(), api().router(vertx, http.corsOrigins()));
    }

    private Api api() {
        var taps = new Taps(shared.clock(), shared.campaigns(), shared.catalogue(), new TapNames(shared.tapKeys()));
        var box = new BallotBox(gate, ledger, rows, shared.knowledge());
        return new Api(
                shared.contract(),
                shared.catalogueRoutes(),
                shared.headRoutes(),
                shared.tallyRoutes(),
                shared.loginRoutes(),
                new BallotRoutes(shared.guard(), shared.limits(), taps, box, shared.answers()),
                new MeRoutes(shared.guard(), shared.clock(), shared.campaigns(), rows, shared.answers()));
    }
}

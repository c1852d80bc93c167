package io.dianzan;

import io.dianzan.ballot.BallotBox;
import io.dianzan.ballot.BallotRoutes;
import io.dianzan.ballot.GroupCommit;
import io.dianzan.ballot.LoginPace;
import io.dianzan.ballot.MeRoutes;
import io.dianzan.ballot.RedisGate;
import io.dianzan.ballot.TapNames;
import io.dianzan.ballot.Taps;
import io.dianzan.ballot.VoterRows;
import io.dianzan.ballot.Voting;
import io.dianzan.ballot.WriterLimits;
import io.dianzan.http.Counted;
import io.dianzan.http.Origins;
import io.dianzan.http.PublicServer;
import io.dianzan.login.Attempts;
import io.dianzan.login.KnownCodes;
import io.dianzan.login.LoginRoutes;
import io.dianzan.login.Logins;
import io.dianzan.login.Revocations;
import io.dianzan.login.SessionRoutes;
import io.dianzan.login.SpentStates;
import io.dianzan.page.MePages;
import io.dianzan.page.VotePages;
import io.dianzan.store.RedisLink;
import io.dianzan.tally.LiveRoutes;
import io.dianzan.tally.LiveStreams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.List;

/** One event loop: its own writer, reader and gate, and its share of the public port. Nothing here is shared. */
final class VoteLoop extends VerticleBase {
    private final Shared shared;
    private final Promise<Object> stopped = Promise.promise();
    private final int number;
    private GroupCommit ledger;
    private VoterRows rows;
    private RedisGate gate;
    private RedisLink logins;
    private LiveStreams streams;
    private PublicServer server;

    /** {@code number} tells it from the process's other loops. */
    VoteLoop(Shared shared, int number) {
        this.shared = shared;
        this.number = number;
    }

    @Override
    public Future<?> start() {
        ledger = new GroupCommit(
                vertx,
                shared.postgres(),
                shared.incarnation(),
                WriterLimits.of(shared.config().ballot(), shared.disk()::isEnough),
                shared.meters().commits());
        rows = new VoterRows(vertx, shared.postgres(), shared.meters().reader());
        gate = new RedisGate(
                vertx, shared.redis(), shared.incarnation(), shared.meters().gate());
        gate.open();
        logins = RedisLink.quiet(vertx, shared.redis());
        logins.open();
        streams = shared.live()
                .streams(
                        vertx,
                        LiveStreams.heartbeat(
                                shared.config().http().connections().idle()));
        return Future.all(ledger.open(), rows.open())
                .compose(opened -> listen())
                .map(listening -> server = listening)
                .onFailure(cause -> stopped.tryComplete());
    }

    @Override
    public Future<?> stop() {
        // they never end by themselves, and the server would wait for them
        streams.stop();
        return server.stop()
                .otherwiseEmpty()
                .compose(answered -> ledger.drain())
                .compose(drained -> Future.join(rows.close(), gate.close(), logins.close()))
                .otherwiseEmpty()
                .onComplete(stopped);
    }

    int number() {
        return number;
    }

    boolean isConnected() {
        return ledger.isConnected() && rows.isConnected();
    }

    boolean isWithoutRedis() {
        return gate.isAway();
    }

    /** The taps that wait for a commit. */
    int waiting() {
        return ledger.waiting();
    }

    /** The taps that may wait for one. */
    int room() {
        return shared.config().ballot().queue();
    }

    /** Where it runs, once it has started. */
    Context context() {
        return context;
    }

    /** Done when everything here is; Vert.x itself waits longer, for the far ends of connections. */
    Future<?> stopped() {
        return stopped.future();
    }

    int port() {
        return server.port();
    }

    private Future<PublicServer> listen() {
        var http = shared.config().http();
        var port = http.port() == 0 ? -1 : http.port();
        var router = api().router(vertx, http.corsOrigins());
        shared.console().accept(router);
        var answers = new Counted(router, shared.faults()::count);
        return PublicServer.start(vertx, port, http, shared.connections(), answers);
    }

    private Api api() {
        var origins = new Origins(shared.clients(), shared.tapKeys());
        var taps = new Taps(
                shared.contest().clock(),
                shared.contest().campaigns(),
                shared.contest().catalogue(),
                new TapNames(shared.tapKeys()),
                origins);
        var box = new BallotBox(
                gate, ledger, rows, shared.knowledge(), shared.meters().gate());
        var voting = new Voting(shared.limits(), taps, box, shared.answers(), shared.voteNews());
        var sessions = new SessionRoutes(shared.guard(), shared.identities().table(), this::tellOfRevocation);
        return new Api(
                shared.faults(),
                shared.contract(),
                shared.catalogueRoutes(),
                shared.headRoutes(),
                shared.tallyRoutes(),
                new LiveRoutes(shared.contest().campaigns(), shared.live(), streams),
                loginRoutes(),
                new LoginPace(
                        shared.limits(),
                        shared.contest().campaigns(),
                        shared.contest().clock(),
                        origins,
                        shared.identities().meters()),
                sessions,
                new BallotRoutes(shared.guard(), voting),
                new MeRoutes(
                        shared.guard(),
                        shared.contest().clock(),
                        shared.contest().campaigns(),
                        rows,
                        shared.answers()),
                shared.fileRoutes(),
                shared.sharingRoutes(),
                shared.noticeRoutes(),
                shared.coverRoutes(),
                shared.pages(),
                new VotePages(
                        shared.guard(),
                        voting,
                        shared.contest().campaigns(),
                        shared.contest().clock(),
                        shared.sheets().frames()),
                new MePages(shared.guard(), shared.files(), sessions, shared.known(), shared.sheets()));
    }

    private LoginRoutes loginRoutes() {
        var who = shared.identities();
        return new LoginRoutes(
                who.providers(),
                new Logins(
                        new KnownCodes(vertx, logins, who.envelope()), who.voters(), who.revocations(), who.meters()),
                new Attempts(who.site(), who.cookies(), who.seal(), new SpentStates(logins)),
                shared.guard(),
                shared.sharing().visits());
    }

    private void tellOfRevocation() {
        logins.write(List.of(Revocations.news()));
    }
}

package io.dianzan;

import io.dianzan.ballot.Answers;
import io.dianzan.ballot.Knowledge;
import io.dianzan.ballot.Limits;
import io.dianzan.ballot.TapCounter;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.DayKeeper;
import io.dianzan.campaign.Proposals;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.CatalogueListing;
import io.dianzan.catalogue.CatalogueRoutes;
import io.dianzan.catalogue.HeadRoutes;
import io.dianzan.catalogue.Rankings;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.ClientAddress;
import io.dianzan.http.Contract;
import io.dianzan.http.Management;
import io.dianzan.http.OpenConnections;
import io.dianzan.login.LoginRoutes;
import io.dianzan.login.SubjectHash;
import io.dianzan.login.Tokens;
import io.dianzan.login.VoterGuard;
import io.dianzan.login.VoterTable;
import io.dianzan.login.Voters;
import io.dianzan.store.DiskSpace;
import io.dianzan.store.Incarnation;
import io.dianzan.store.Poll;
import io.dianzan.store.Postgres;
import io.dianzan.store.PostgresAddress;
import io.dianzan.store.ProductionRights;
import io.dianzan.store.RedisAddress;
import io.dianzan.tally.Tally;
import io.dianzan.tally.TallyRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The composition root: every long-lived object of a server, in reading order, stopped in reverse. It stands on stores
 * that are running and migrated, and leaves them running.
 */
final class App {
    /** How far a process may be behind the others: acts take effect three seconds after they are written. */
    private static final long POLL_MILLIS = 1_000;

    private final Vertx vertx;
    private final ServerConfig config;
    private final Pool pool;
    private final DiskSpace disk;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final DayKeeper days;
    private final Catalogue catalogue;
    private final Tally tally;
    private final List<VoteLoop> loops = new ArrayList<>();
    private final List<Poll> polls;
    private final Providers providers;
    private final Shared shared;
    private Management management;

    App(Vertx vertx, ServerConfig config, PostgresAddress postgresAddress, RedisAddress redis, Providers providers)
            throws IOException {
        this(vertx, config, postgresAddress, redis, providers, Clock.systemUTC());
    }

    /** {@code hostClock}: this machine's own; it dates tokens, and votes are refused while it is far off. */
    App(
            Vertx vertx,
            ServerConfig config,
            PostgresAddress postgresAddress,
            RedisAddress redis,
            Providers providers,
            Clock hostClock)
            throws IOException {
        this.providers = providers;
        this.vertx = vertx;
        this.config = config;
        var postgres = new Postgres(vertx, postgresAddress);
        pool = postgres.pool(config.postgres().pool());

        disk = new DiskSpace(vertx, config.data());
        clock = new CampaignClock(pool, hostClock, System::nanoTime);
        catalogue = new Catalogue(new WorkTable(pool));
        // a campaign's works are known before the campaign that speaks of them
        campaigns = new Campaigns(pool, campaign -> catalogue.refresh(campaign.id(), campaign.catalogue()));
        days = new DayKeeper(pool, campaigns, clock);
        tally = new Tally(pool, campaigns, clock);

        var subjects = new SubjectHash(KeyRing.readOrMake(config.login().subjectKeysFile()));
        var tokens = new Tokens(KeyRing.readOrMake(config.tokens().keysFile()), config.tokens(), hostClock);
        var voters = new Voters(new VoterTable(pool), subjects);

        var clients = new ClientAddress(config.http().trustedProxies());
        shared = new Shared(
                config,
                postgres,
                redis,
                new Incarnation(),
                disk,
                new OpenConnections(clients, config.http().connections()),
                KeyRing.readOrMake(config.ballot().tapKeysFile()),
                clock,
                campaigns,
                catalogue,
                new Knowledge(campaigns, catalogue),
                new Limits(clients, new TapCounter()),
                new Answers(clock, catalogue, tally),
                new VoterGuard(tokens),
                new Contract(),
                new LoginRoutes(providers.all(), voters, tokens),
                new CatalogueRoutes(
                        slug -> campaigns.require(slug).id(), new CatalogueListing(catalogue, tally, new Rankings())),
                new HeadRoutes(campaigns, clock, catalogue, tally),
                new TallyRoutes(campaigns, catalogue, tally));

        polls = new ArrayList<>(List.of(
                new Poll(vertx, "the campaign clock", clock::measure),
                new Poll(vertx, "reading campaigns", campaigns::refresh),
                new Poll(vertx, "making and fencing days", days::keep),
                new Poll(vertx, "counting", tally::refresh)));
        if (config.postgres().embedded()) {
            polls.add(new Poll(vertx, "looking at the disk", disk::look));
        }
    }

    /** Starts serving; {@code proposals} are the campaigns' files, {@code seed} is done before anything is read. */
    Future<Void> start(List<Proposals.Proposal> proposals, Seed seed) {
        var rights = config.mode() == ServerConfig.Mode.PRODUCTION
                ? ProductionRights.check(pool)
                : Future.<Void>succeededFuture();
        return rights.compose(checked -> new Proposals(pool).propose(proposals))
                .compose(proposed -> seed.sow(pool))
                .compose(sown -> startPolls())
                .compose(started -> vertx.deployVerticle(
                        this::loop,
                        new DeploymentOptions().setInstances(config.ballot().loops())))
                .compose(serving -> Management.start(
                        vertx, config.management().host(), config.management().port(), parts()))
                .map(listening -> {
                    management = listening;
                    return null;
                });
    }

    /** Readiness off, then requests, then the group commits, then the connections. */
    Future<Void> stop() {
        if (management != null) {
            management.notReady();
        }
        var undeployed = vertx.deploymentIDs().stream().map(vertx::undeploy).toList();
        return Future.join(undeployed)
                .otherwiseEmpty()
                .compose(drained ->
                        Future.join(polls.stream().map(Poll::stop).toList()).otherwiseEmpty())
                .compose(quiet -> providers.stop().otherwiseEmpty())
                .compose(done -> pool.close().otherwiseEmpty());
    }

    Ports ports() {
        return new Ports(loops.get(0).port(), management.port(), providers.sandboxPort());
    }

    /** Where the parts of this server listen; {@code sandbox} is 0 where there is none. */
    record Ports(int http, int management, int sandbox) {}

    /** What must be there for votes to be taken. Redis is not among them: without it the ledger decides alone. */
    private Map<String, BooleanSupplier> parts() {
        return Map.of(
                "clock", clock::isTrusted,
                "postgres", () -> loops.stream().allMatch(VoteLoop::isConnected),
                "disk", disk::isEnough);
    }

    private VoteLoop loop() {
        var loop = new VoteLoop(shared);
        loops.add(loop);
        return loop;
    }

    private Future<Void> startPolls() {
        var started = Future.<Void>succeededFuture();
        for (var poll : polls) {
            started = started.compose(before -> poll.start(POLL_MILLIS));
        }
        return started;
    }
}

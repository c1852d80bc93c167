package io.dianzan;

import io.dianzan.ballot.Answers;
import io.dianzan.ballot.BallotMeters;
import io.dianzan.ballot.HotAddresses;
import io.dianzan.ballot.Knowledge;
import io.dianzan.ballot.Limits;
import io.dianzan.ballot.VoterFileRoutes;
import io.dianzan.ballot.VoterFileTable;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.DayKeeper;
import io.dianzan.campaign.Proposals;
import io.dianzan.campaign.Reception.Taken;
import io.dianzan.campaign.Reloading;
import io.dianzan.campaign.RulesFolder;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.CatalogueListing;
import io.dianzan.catalogue.CatalogueRoutes;
import io.dianzan.catalogue.HeadRoutes;
import io.dianzan.catalogue.Standings;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.cover.CoverRoutes;
import io.dianzan.catalogue.cover.CoverTable;
import io.dianzan.catalogue.cover.Covers;
import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.ClientAddress;
import io.dianzan.http.Contract;
import io.dianzan.http.Cookies;
import io.dianzan.http.Faults;
import io.dianzan.http.Management;
import io.dianzan.http.OpenConnections;
import io.dianzan.http.OwnSite;
import io.dianzan.http.RefusalMeters;
import io.dianzan.http.RequestIds;
import io.dianzan.http.Visitors;
import io.dianzan.http.Vitals;
import io.dianzan.login.AttemptSeal;
import io.dianzan.login.Envelope;
import io.dianzan.login.KeysInUse;
import io.dianzan.login.LoginMeters;
import io.dianzan.login.Revocations;
import io.dianzan.login.SubjectHash;
import io.dianzan.login.Tokens;
import io.dianzan.login.Tombstones;
import io.dianzan.login.VoterGuard;
import io.dianzan.login.VoterTable;
import io.dianzan.login.Voters;
import io.dianzan.operator.export.Exports;
import io.dianzan.operator.export.Pseudonyms;
import io.dianzan.operator.figures.FigureWriter;
import io.dianzan.operator.figures.TapFigures;
import io.dianzan.operator.retention.Purges;
import io.dianzan.page.FaultPages;
import io.dianzan.share.VisitTable;
import io.dianzan.share.Visits;
import io.dianzan.store.DiskSpace;
import io.dianzan.store.Incarnation;
import io.dianzan.store.Poll;
import io.dianzan.store.Postgres;
import io.dianzan.store.PostgresAddress;
import io.dianzan.store.ProductionRights;
import io.dianzan.store.RedisAddress;
import io.dianzan.store.RedisLink;
import io.dianzan.store.RedisNews;
import io.dianzan.tally.LiveTally;
import io.dianzan.tally.OpenStreams;
import io.dianzan.tally.Tally;
import io.dianzan.tally.TallyAnswers;
import io.dianzan.tally.TallyRoutes;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The composition root: every long-lived object of a server, in reading order, stopped in reverse. It stands on stores
 * that are running and migrated, and leaves them running.
 */
final class App {
    /** Keys change once in a while; a process is given up after six of these. */
    private static final long KEYS_MILLIS = 5_000;

    private static final long HOUR_MILLIS = 3_600_000;

    /** Requests have 10 s to end and taps 12 s to be settled; whatever hangs after that ends with the process. */
    private static final int STOP_SECONDS = 25;

    private static final int CLOSE_SECONDS = 1;

    private final Vertx vertx;
    private final ServerConfig config;
    private final Pools pools;
    private final DiskSpace disk;
    private final CampaignClock clock;
    private final Campaigns campaigns;
    private final DayKeeper days;
    private final Reloading reloading;
    private final RulesLog rulesLog = new RulesLog();
    private final KeysInUse keys;
    private final Revocations revocations;
    private final RedisNews news;
    private final Poll housekeeping;
    private final Sharing sharing;
    private final HotAddresses hot;
    private final FigureWriter figures;
    private final List<VoteLoop> loops = new CopyOnWriteArrayList<>();
    private final Polls polls;
    private final LoopPulses pulses = new LoopPulses();
    private final Meters meters;
    private final Providers providers;
    private final Shared shared;
    private final Desk desk;
    private Management management;
    private Seed seed = Seed.NOTHING;

    /** The host's clock dates tokens, and votes are refused while it is far off. */
    App(Host host, ServerConfig config, PostgresAddress postgresAddress, RedisAddress redis, Providers providers)
            throws IOException {
        this.providers = providers;
        this.vertx = host.vertx();
        this.meters = host.meters();
        this.config = config;
        var postgres = new Postgres(vertx, postgresAddress);
        pools = Pools.open(postgres, config.postgres().pool());
        var pool = pools.own();
        var requests = pools.requests();

        disk = new DiskSpace(vertx, config.data());
        clock = new CampaignClock(pool, host.clock(), System::nanoTime);
        var catalogue = new Catalogue(new WorkTable(pool));
        // a campaign's works are known before the campaign that speaks of them
        campaigns = new Campaigns(pool, campaign -> catalogue.refresh(campaign.id(), campaign.catalogue()));
        days = new DayKeeper(pool, campaigns, clock);
        reloading = new Reloading(
                new RulesFolder(vertx, config.campaigns()),
                new Proposals(pool),
                campaigns,
                (file, problems) -> ChannelCheck.check(config, file, problems),
                this::taken);
        var tally = new Tally(pool, campaigns, clock);
        var contest = new Contest(clock, campaigns, catalogue, tally);

        var subjectKeys = KeyRing.readOrMake(config.login().subjectKeysFile());
        var tokenKeys = KeyRing.readOrMake(config.tokens().keysFile());
        keys = new KeysInUse(pool, Map.of(KeysInUse.SUBJECTS, subjectKeys, KeysInUse.TOKENS, tokenKeys));
        var tokens = new Tokens(tokenKeys, config.tokens(), host.clock(), keys::signing);
        revocations = new Revocations(pool, config.tokens().lifetime());
        var site = new OwnSite(this::siteUrl, config.site().otherHosts());
        var cookies = new Cookies(site);
        var guard = new VoterGuard(tokens, revocations, cookies, site);
        var voterTable = new VoterTable(requests);
        var envelope = new Envelope(tokenKeys, "logins", keys::signing);
        var identities = new Identities(
                site,
                cookies,
                providers.all(),
                voterTable,
                new Voters(
                        voterTable,
                        new SubjectHash(subjectKeys),
                        campaigns,
                        config.site().consent()),
                new AttemptSeal(envelope, host.clock()),
                envelope,
                revocations,
                new LoginMeters(meters.registry()));

        var standings = new Standings(catalogue, tally);
        var covers = new Covers(catalogue, new CoverTable(requests));
        var clients = new ClientAddress(config.http().trustedProxies());
        var files = new VoterFileTable(requests);
        var pages = new Pages(config, site, cookies);
        var routes = pages.routes(campaigns, clock, standings, providers.all());
        var told = new TallyAnswers(catalogue, tally);
        var streams = new OpenStreams(config.http().streams());
        var live = new LiveTally(campaigns, tally, told, streams);
        var measured = BallotMeters.in(meters.registry());
        var tapKeys = KeyRing.readOrMake(config.ballot().tapKeysFile());
        desk = new Desk(new Desk.Ground(
                host,
                config,
                this::deskUrl,
                clients,
                tapKeys,
                new Envelope(tokenKeys, "operators", keys::signing),
                requests,
                contest,
                reloading,
                new Exports(
                        vertx,
                        pools.longWork(),
                        new Pseudonyms(KeyRing.readOrMake(config.export().keysFile())))));
        var visits = new Visits(
                new VisitTable(pool, tapKeys), cookies, new Visitors(cookies), clock, meters.droppedVisits());
        sharing = new Sharing(vertx, requests, contest, visits, providers.miniProgram());
        var taps = new TapFigures(campaigns);
        figures = new FigureWriter(pool, clock, taps, meters.registry());
        var incarnation = new Incarnation();
        var limits = new Limits();
        hot = new HotAddresses(RedisLink.quiet(vertx, redis), incarnation, limits);
        shared = new Shared(
                config,
                measured,
                new Faults(
                        new RequestIds(clients),
                        new RefusalMeters(meters.registry())::count,
                        desk.faultsBeside(new FaultPages(pages.sheets()))),
                postgres,
                redis,
                incarnation,
                disk,
                new OpenConnections(clients, config.http().connections()),
                clients,
                tapKeys,
                contest,
                new Knowledge(campaigns, catalogue),
                limits,
                new Answers(clock, catalogue, tally, measured.taps()),
                guard,
                new Contract(),
                identities,
                new VoterFileRoutes(guard, files),
                sharing,
                sharing.routes(
                        new Sharing.Place(site, guard, providers.jsConfig(site), routes.work()),
                        covers,
                        config.site().organiser()),
                visits.and(taps),
                pages.notices(campaigns, clock),
                new CatalogueRoutes(slug -> campaigns.require(slug).id(), new CatalogueListing(standings)),
                new HeadRoutes(campaigns, clock, catalogue, tally),
                new TallyRoutes(campaigns, told),
                live,
                new CoverRoutes(covers),
                routes,
                pages.sheets(),
                files,
                pages.known(campaigns, catalogue, clock),
                config.operator().isPublic() ? desk::mount : none -> {});

        polls = new Polls(vertx, meters);
        polls.add("keys", "telling which keys are held", keys::report, KEYS_MILLIS);
        var revoked = polls.add("revocations", "reading whose sessions were ended", revocations::refresh);
        news = new RedisNews(vertx, redis, Revocations.CHANNEL, revoked::hasten);
        polls.add("clock", "the campaign clock", clock::measure);
        polls.add("campaigns", "reading campaigns", campaigns::refresh);
        polls.add("rules", "looking at the campaigns' files", reloading::look);
        polls.add("days", "making and fencing days", days::keep);
        polls.add("tally", "counting", () -> tally.refresh().onComplete(read -> live.tell()));
        polls.add("limits", "telling of hot addresses", hot::reconcile);
        polls.add("shares", "writing who came by share links", visits::write);
        polls.add("figures", "adding up what operators watch", figures::write);
        var tombstones = new Tombstones(requests);
        var purges = new Purges(pools.longWork(), campaigns, clock, config.retention());
        Supplier<Future<Void>> forgetting =
                () -> Future.join(tombstones.forget(), sharing.forget(), desk.forget(), purges.daily())
                        .mapEmpty();
        housekeeping = new Poll(vertx, "forgetting what is over", forgetting, HOUR_MILLIS);
        if (config.postgres().embedded()) {
            polls.add("disk", "looking at the disk", disk::look);
        }
        meters.watch(clock);
        meters.watch(days);
        meters.watch(reloading);
        meters.watch(shared.connections());
        meters.watch(streams);
        providers.health().forEach(meters::watch);
        needed().forEach(meters::watch);
        helpful().forEach(meters::watch);
    }

    /** Starts serving; {@code proposals} are the campaigns' files, {@code sample} is done before anything is read. */
    Future<Void> start(List<Proposals.Proposal> proposals, Seed sample) {
        var rights = config.mode() == ServerConfig.Mode.PRODUCTION
                ? ProductionRights.check(pools.own())
                : Future.<Void>succeededFuture();
        return rights.compose(checked -> reloading.begin(proposals))
                .compose(begun -> sample.sow(pools.own()))
                .compose(sown -> {
                    seed = sample;
                    return polls.start();
                })
                .onSuccess(started -> {
                    news.open();
                    housekeeping.startLater();
                })
                .compose(started -> vertx.deployVerticle(
                        this::loop,
                        new DeploymentOptions().setInstances(config.ballot().loops())))
                .onSuccess(serving -> measureLoops())
                .compose(serving -> Management.start(
                        vertx, config.management().host(), config.management().port(), vitals(), desk::mountAlone))
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
        pulses.stop();
        desk.stop();
        vertx.deploymentIDs().forEach(vertx::undeploy);
        return Future.join(loops.stream().map(VoteLoop::stopped).toList())
                .otherwiseEmpty()
                .compose(drained -> polls.stop().otherwiseEmpty())
                .compose(quiet -> Future.join(
                                news.close(),
                                housekeeping.stop(),
                                keys.leave(),
                                lastVisits(),
                                lastFigures(),
                                hot.close())
                        .otherwiseEmpty())
                .onComplete(left -> sharing.close())
                .onComplete(left -> desk.close())
                .compose(left -> providers.stop().otherwiseEmpty())
                .compose(done -> pools.close().otherwiseEmpty())
                .timeout(STOP_SECONDS, TimeUnit.SECONDS)
                .otherwiseEmpty();
    }

    /** Of the votes that were still answered. */
    private Future<Void> lastVisits() {
        return sharing.visits().write().timeout(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Of the taps that were still answered. */
    private Future<Void> lastFigures() {
        return figures.leave().timeout(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** The demo may leave it out: then it is where this server listens. */
    private String siteUrl() {
        var url = config.site().url();
        return url.isEmpty()
                ? "http://" + config.http().host() + ":" + loops.get(0).port()
                : url;
    }

    /** Where operators reach the console, if the config does not say. */
    private String deskUrl() {
        if (config.operator().url() != null) {
            return config.operator().url();
        }
        return config.operator().isPublic()
                ? siteUrl()
                : "http://" + config.management().host() + ":" + management.port();
    }

    Ports ports() {
        return new Ports(loops.get(0).port(), management.port(), providers.sandboxPort());
    }

    /** Where the parts of this server listen; {@code sandbox} is 0 where there is none. */
    record Ports(int http, int management, int sandbox) {}

    private Vitals vitals() {
        return new Vitals(needed(), helpful(), pulses::stuck, meters::text, this::notes);
    }

    /** A file that cannot be applied leaves the old rules in force: votes go on. */
    private Map<String, Object> notes() {
        var problems = reloading.problems();
        return problems.isEmpty() ? Map.of() : Map.of("rules", problems);
    }

    /** A campaign that is new has its works as at a start. */
    private Future<Void> taken(Taken taken) {
        rulesLog.taken(taken);
        return taken.before() == null ? seed.sow(pools.own()) : Future.succeededFuture();
    }

    /** What must be there for votes to be taken. */
    private Map<String, BooleanSupplier> needed() {
        return Map.of(
                "clock", clock::isTrusted,
                "postgres", () -> loops.stream().allMatch(VoteLoop::isConnected),
                "disk", disk::isEnough);
    }

    /** Without Redis the ledger decides alone. */
    private Map<String, BooleanSupplier> helpful() {
        return Map.of("redis", () -> loops.stream().noneMatch(VoteLoop::isWithoutRedis));
    }

    private void measureLoops() {
        loops.forEach(meters::watch);
        pulses.start(loops, meters);
    }

    private VoteLoop loop() {
        var loop = new VoteLoop(shared, loops.size());
        loops.add(loop);
        return loop;
    }
}

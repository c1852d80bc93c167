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
import io.dianzan.share.Entries;
import io.dianzan.share.Exhibits;
import io.dianzan.share.JsConfigRoutes;
import io.dianzan.share.PictureRoutes;
import io.dianzan.share.Pictures;
import io.dianzan.share.ShareEntryRoutes;
import io.dianzan.share.SharePages;
import io.dianzan.share.ShareRoutes;
import io.dianzan.share.ShareTable;
import io.dianzan.share.Shares;
import io.dianzan.share.SteadyCounts;
import io.dianzan.share.Studio;
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
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.util.ArrayList;
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
    /** How far a process may be behind the others: acts take effect three seconds after they are written. */
    private static final long POLL_MILLIS = 1_000;

    /** Keys change once in a while; a process is given up after six of these. */
    private static final long KEYS_MILLIS = 5_000;

    private static final long HOUR_MILLIS = 3_600_000;

    /** Requests have 10 s to end and taps 12 s to be settled; whatever hangs after that ends with the process. */
    private static final int STOP_SECONDS = 25;

    private static final int CLOSE_SECONDS = 1;

    private static final int POLLS = 4;

    /** Two exports with a word on their progress each, and a purge. */
    private static final int LONG = 5;

    private final Vertx vertx;
    private final ServerConfig config;
    /** For what a server does by itself: no request, and no number of them, waits here. */
    private final Pool pool;

    private final Pool requests;
    /** For what holds a connection for minutes. */
    private final Pool longWork;

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
    private final Catalogue catalogue;
    private final Tally tally;
    private final Visits visits;
    private final HotAddresses hot;
    private final FigureWriter figures;
    private final List<VoteLoop> loops = new CopyOnWriteArrayList<>();
    private final List<Poll> polls = new ArrayList<>();
    private final LoopPulses pulses = new LoopPulses();
    private final Meters meters;
    private final Providers providers;
    private final Studio studio = new Studio();
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
        pool = postgres.pool(POLLS);
        requests = postgres.pool(config.postgres().pool());
        longWork = postgres.pool(LONG);

        disk = new DiskSpace(vertx, config.data());
        clock = new CampaignClock(pool, host.clock(), System::nanoTime);
        catalogue = new Catalogue(new WorkTable(pool));
        // a campaign's works are known before the campaign that speaks of them
        campaigns = new Campaigns(pool, campaign -> catalogue.refresh(campaign.id(), campaign.catalogue()));
        days = new DayKeeper(pool, campaigns, clock);
        reloading = new Reloading(
                new RulesFolder(vertx, config.campaigns()),
                new Proposals(pool),
                campaigns,
                (file, problems) -> ChannelCheck.check(config, file, problems),
                this::taken);
        tally = new Tally(pool, campaigns, clock);

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
                clock,
                campaigns,
                reloading,
                catalogue,
                tally,
                new Exports(
                        vertx,
                        longWork,
                        new Pseudonyms(KeyRing.readOrMake(config.export().keysFile())))));
        var shares = new Shares(new ShareTable(requests));
        visits = new Visits(
                new VisitTable(pool, tapKeys), cookies, new Visitors(cookies), clock, meters.droppedVisits());
        var taps = new TapFigures(campaigns);
        figures = new FigureWriter(pool, clock, taps, meters.registry());
        var entries = new Entries(vertx, requests, providers.miniProgram());
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
                clock,
                campaigns,
                catalogue,
                new Knowledge(campaigns, catalogue),
                limits,
                new Answers(clock, catalogue, tally, measured.taps()),
                guard,
                new Contract(),
                identities,
                new VoterFileRoutes(guard, files),
                new JsConfigRoutes(providers.jsConfig(site)),
                shares,
                visits,
                visits.and(taps),
                new ShareRoutes(guard, campaigns, catalogue, shares, site),
                new ShareEntryRoutes(shares, visits, campaigns, catalogue),
                pages.notices(campaigns, clock),
                entries.routes(campaigns, clock, catalogue),
                new CatalogueRoutes(slug -> campaigns.require(slug).id(), new CatalogueListing(standings)),
                new HeadRoutes(campaigns, clock, catalogue, tally),
                new TallyRoutes(campaigns, told),
                live,
                new SharePages(shares, visits, campaigns, catalogue, routes.work()),
                new CoverRoutes(covers),
                new PictureRoutes(
                        new Exhibits(campaigns, clock, catalogue, new SteadyCounts(tally)),
                        new Pictures(covers, studio, config.site().organiser()),
                        shares,
                        entries.codes(),
                        site),
                routes,
                pages.sheets(),
                files,
                pages.known(campaigns, catalogue, clock),
                config.operator().isPublic() ? desk::mount : none -> {});

        poll("keys", "telling which keys are held", keys::report, KEYS_MILLIS);
        var revoked = poll("revocations", "reading whose sessions were ended", revocations::refresh);
        news = new RedisNews(vertx, redis, Revocations.CHANNEL, revoked::hasten);
        poll("clock", "the campaign clock", clock::measure);
        poll("campaigns", "reading campaigns", campaigns::refresh);
        poll("rules", "looking at the campaigns' files", reloading::look);
        poll("days", "making and fencing days", days::keep);
        poll("tally", "counting", () -> tally.refresh().onComplete(read -> live.tell()));
        poll("limits", "telling of hot addresses", hot::reconcile);
        poll("shares", "writing who came by share links", visits::write);
        poll("figures", "adding up what operators watch", figures::write);
        var tombstones = new Tombstones(requests);
        var purges = new Purges(longWork, campaigns, clock, config.retention());
        Supplier<Future<Void>> forgetting =
                () -> Future.join(tombstones.forget(), visits.forget(), entries.forget(), desk.forget(), purges.daily())
                        .mapEmpty();
        housekeeping = new Poll(vertx, "forgetting what is over", forgetting, HOUR_MILLIS);
        if (config.postgres().embedded()) {
            poll("disk", "looking at the disk", disk::look);
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
                ? ProductionRights.check(pool)
                : Future.<Void>succeededFuture();
        return rights.compose(checked -> reloading.begin(proposals))
                .compose(begun -> sample.sow(pool))
                .compose(sown -> {
                    seed = sample;
                    return startPolls();
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
                .compose(drained ->
                        Future.join(polls.stream().map(Poll::stop).toList()).otherwiseEmpty())
                .compose(quiet -> Future.join(
                                news.close(),
                                housekeeping.stop(),
                                keys.leave(),
                                lastVisits(),
                                lastFigures(),
                                hot.close())
                        .otherwiseEmpty())
                .onComplete(left -> studio.close())
                .compose(left -> providers.stop().otherwiseEmpty())
                .compose(done -> Future.join(pool.close(), requests.close(), longWork.close())
                        .timeout(CLOSE_SECONDS, TimeUnit.SECONDS)
                        .<Void>mapEmpty()
                        .otherwiseEmpty())
                .timeout(STOP_SECONDS, TimeUnit.SECONDS)
                .otherwiseEmpty();
    }

    /** Of the votes that were still answered. */
    private Future<Void> lastVisits() {
        return visits.write().timeout(CLOSE_SECONDS, TimeUnit.SECONDS);
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
        return taken.before() == null ? seed.sow(pool) : Future.succeededFuture();
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

    private Poll poll(String name, String activity, Supplier<Future<Void>> work) {
        return poll(name, activity, work, POLL_MILLIS);
    }

    private Poll poll(String name, String activity, Supplier<Future<Void>> work, long millis) {
        var poll = new Poll(vertx, activity, work, millis);
        polls.add(poll);
        meters.watch(name, poll);
        return poll;
    }

    private VoteLoop loop() {
        var loop = new VoteLoop(shared, loops.size());
        loops.add(loop);
        return loop;
    }

    private Future<Void> startPolls() {
        var started = Future.<Void>succeededFuture();
        for (var poll : polls) {
            started = started.compose(before -> poll.start());
        }
        return started;
    }
}

package io.dianzan.sandbox;

import io.dianzan.http.Endpoint;
import io.dianzan.sandbox.control.ControlRoutes;
import io.dianzan.sandbox.control.EntryRoutes;
import io.dianzan.sandbox.control.FaultRoutes;
import io.dianzan.sandbox.control.WatchRoutes;
import io.dianzan.sandbox.control.WorldRoutes;
import io.dianzan.sandbox.login.MiniProgramLogin;
import io.dianzan.sandbox.login.MiniProgramUsers;
import io.dianzan.sandbox.login.SessionKeys;
import io.dianzan.sandbox.oauth.Consent;
import io.dianzan.sandbox.oauth.Grants;
import io.dianzan.sandbox.oauth.OAuth;
import io.dianzan.sandbox.oauth.UserTokens;
import io.dianzan.sandbox.token.AppTokens;
import io.dianzan.sandbox.token.ClassicTokens;
import io.dianzan.sandbox.token.StableTokens;
import io.dianzan.sandbox.token.Tickets;
import io.dianzan.sandbox.wire.Call;
import io.dianzan.sandbox.wire.Caller;
import io.dianzan.sandbox.wire.Counters;
import io.dianzan.sandbox.wire.Journal;
import io.dianzan.sandbox.wire.PlannedFaults;
import io.dianzan.sandbox.wire.Switchboard;
import io.dianzan.sandbox.world.Apps;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Codes;
import io.dianzan.sandbox.world.Options;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.Quota;
import io.dianzan.sandbox.world.SandboxClock;
import io.dianzan.sandbox.world.Visits;
import io.dianzan.sandbox.wxa.LinkRoutes;
import io.dianzan.sandbox.wxa.Links;
import io.dianzan.sandbox.wxa.MiniProgramCodes;
import io.dianzan.sandbox.wxa.Pages;
import io.dianzan.sandbox.wxa.RiskRank;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The one page of the sandbox's routes, and all that stands behind them; an unknown path is a 404. */
final class Routes {
    private static final int LONGEST_ORDER = 4_096;
    private static final int LOGINS_PER_MINUTE = 100;
    private static final int CODES_PER_MINUTE = 5_000;

    private final AtomicReference<Options> options = new AtomicReference<>(Options.USUAL);
    private final PlannedFaults faults = new PlannedFaults();
    private final Counters counters = new Counters();
    private final People people = new People();
    private final Vertx vertx;
    private final Supplier<String> address;
    private final Chance chance;
    private final SandboxClock clock;
    private final Journal journal;
    private final Apps apps;
    private final Codes codes;
    private final Visits visits;
    private final AppTokens tokens;
    private final UserTokens userTokens;
    private final Tickets tickets;
    private final Links links;

    Routes(Vertx vertx, List<SandboxApp> known, Clock base, Chance chance, Supplier<String> address) {
        this.vertx = vertx;
        this.address = address;
        this.chance = chance;
        clock = new SandboxClock(base);
        journal = new Journal(clock);
        apps = new Apps(known);
        codes = new Codes(clock, chance);
        visits = new Visits(clock);
        tokens = new AppTokens(apps, clock, chance);
        userTokens = new UserTokens(clock, chance);
        tickets = new Tickets(tokens, clock, chance);
        links = new Links(clock, chance);
    }

    /** {@code restart}: makes everything anew. */
    void mount(Router router, Consumer<Chance> restart) {
        var caller = new Caller(apps.appids(), List.of(tokens::owner, userTokens::owner));
        var board = new Switchboard(router, faults, counters, journal, caller);
        miniProgram(board);
        pages(board);
        accounts(board);
        control(router, board, restart);
    }

    private void miniProgram(Switchboard board) {
        var keys = new SessionKeys(tokens, chance);
        var users = new MiniProgramUsers(people, keys, visits, options::get);
        var logins = new Quota(LOGINS_PER_MINUTE, Quota.MINUTE, clock);
        board.get("/sns/jscode2session", Call.document(new MiniProgramLogin(apps, codes, users, logins)::session));
        board.get("/wxa/checksession", Call.document(keys::check));
        board.get("/wxa/resetusersessionkey", Call.document(keys::reset));

        var pages = new Pages(options::get);
        var perMinute = new Quota(CODES_PER_MINUTE, Quota.MINUTE, clock);
        var linkRoutes = new LinkRoutes(tokens, pages, links, address);
        board.post("/wxa/getwxacodeunlimit", new MiniProgramCodes(vertx, tokens, pages, perMinute, address)::picture);
        board.post("/wxa/generate_urllink", Call.document(linkRoutes::urlLink));
        board.post("/wxa/generatescheme", Call.document(linkRoutes::scheme));
        board.post(
                "/wxa/getuserriskrank",
                Call.document(new RiskRank(tokens, people, visits, options::get, chance)::rank));
    }

    private void pages(Switchboard board) {
        var page = Consent.ofPage(apps, people, codes, options::get);
        var desktop = Consent.ofDesktop(apps, people, codes, options::get);
        board.page("/connect/oauth2/authorize", Call.of(page::ask), Call.of(page::decide), Consent::error);
        board.page("/connect/qrconnect", Call.of(desktop::ask), Call.of(desktop::decide), Consent::error);

        var oauth = new OAuth(apps, codes, new Grants(people, chance), userTokens);
        board.get("/sns/oauth2/access_token", Call.document(oauth::token));
        board.get("/sns/oauth2/refresh_token", Call.document(oauth::refresh));
        board.get("/sns/userinfo", Call.document(oauth::userinfo));
        board.get("/sns/auth", Call.document(oauth::auth));
    }

    private void accounts(Switchboard board) {
        board.get("/cgi-bin/token", Call.document(new ClassicTokens(tokens)::token));
        board.post("/cgi-bin/stable_token", Call.document(new StableTokens(tokens)::token));
        board.get("/cgi-bin/ticket/getticket", Call.document(tickets::ticket));
    }

    private void control(Router router, Switchboard board, Consumer<Chance> restart) {
        var control = new ControlRoutes(apps, codes, people);
        var world = new WorldRoutes(clock, options, restart);
        var watch = new WatchRoutes(counters, journal);
        var entry = new EntryRoutes(apps, links, tickets);

        post(router, "/__sandbox/login-code", control::loginCode);
        post(router, "/__sandbox/user", control::changeUser);
        post(router, "/__sandbox/fault", new FaultRoutes(faults, board.paths(), apps.appids())::order);
        post(router, "/__sandbox/options", world::setOptions);
        post(router, "/__sandbox/clock", world::setTime);
        get(router, "/__sandbox/clock", world::time);
        post(router, "/__sandbox/reset", world::reset);
        get(router, "/__sandbox/counters", watch::counters);
        get(router, "/__sandbox/journal", watch::journal);
        post(router, "/__sandbox/js-signature", entry::signature);
        get(router, MiniProgramCodes.OPEN, entry::code);
        get(router, LinkRoutes.LINK + ":ticket", entry::link);
    }

    private static void get(Router router, String path, Endpoint endpoint) {
        router.get(path).handler(endpoint.handler());
    }

    private static void post(Router router, String path, Endpoint endpoint) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(LONGEST_ORDER))
                .handler(endpoint.handler());
    }
}

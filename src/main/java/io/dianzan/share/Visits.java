package io.dianzan.share;

import io.dianzan.ballot.Tap;
import io.dianzan.ballot.VoteNews;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.http.Cookies;
import io.dianzan.http.Visitors;
import io.dianzan.login.LoginNews;
import io.dianzan.login.VoterToken;
import io.dianzan.page.Browser;
import io.dianzan.share.Visit.Kind;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Who came by a share link: opened it, logged in after that, voted after that. All of it is a guess that nobody waits for:
 * a place in a bounded queue is taken, or not, and a poll writes what is there. A browser remembers by which link it came
 * for a day; a phone without cookies says so itself ({@code ?share=}). Nothing here ever refuses or fails a request; safe
 * on every thread.
 */
public final class Visits implements VoteNews, LoginNews {
    private static final String SHARE = "share";
    private static final Duration LIFE = Duration.ofDays(1);
    /** Some 3 MB; the votes of some seconds, while PostgreSQL is away. */
    private static final int ROOM = 16_384;

    private static final int AT_ONCE = 2_000;

    private final BlockingQueue<Visit> waiting = new ArrayBlockingQueue<>(ROOM);
    private final VisitTable table;
    private final Cookies cookies;
    private final Visitors visitors;
    private final CampaignClock clock;
    private final Counter dropped;
    /** What was sent and not heard of; read and written by one run at a time. */
    private volatile List<Visit> sent = List.of();

    /** {@code dropped} counts those for whom there was no room. */
    public Visits(VisitTable table, Cookies cookies, Visitors visitors, CampaignClock clock, Counter dropped) {
        this.table = table;
        this.cookies = cookies;
        this.visitors = visitors;
        this.clock = clock;
        this.dropped = dropped;
    }

    /** The page of this share is on its way to a browser, which will be known by it. */
    public void opened(RoutingContext ctx, Share share) {
        cookies.set(ctx, SHARE, share.code(), LIFE);
        var visitor = visitors.of(ctx);
        if (ctx.request().method() == HttpMethod.GET && isAPerson(ctx)) {
            offer(new Visit(share.code(), Kind.OPENED, visitor, 0, share.campaign(), clock.now()));
        }
    }

    /** The same for a phone without cookies, which has made up a name for itself. */
    void opened(Share share, String visitor) {
        offer(new Visit(share.code(), Kind.OPENED, visitor, 0, share.campaign(), clock.now()));
    }

    @Override
    public void loggedIn(RoutingContext ctx, VoterToken voter) {
        var code = shareOf(ctx);
        if (code != null) {
            offer(new Visit(code, Kind.LOGGED_IN, visitorOf(ctx, voter.voter()), voter.voter(), 0, clock.now()));
        }
    }

    /** What the request itself says goes before what its browser remembers; null where that is nothing, or nonsense. */
    @Override
    public String shareOf(RoutingContext ctx) {
        try {
            var said = ctx.queryParam(SHARE);
            var code = said.isEmpty() ? cookies.get(ctx, SHARE) : said.get(0);
            return ShareCode.isOne(code) ? code : null;
        } catch (RuntimeException undecodable) {
            // a vote that is on disk is not refused for a query that nobody had to read
            return null;
        }
    }

    @Override
    public void recorded(RoutingContext ctx, Tap tap) {
        var code = tap.share();
        if (code != null) {
            var visitor = visitorOf(ctx, tap.voter());
            offer(new Visit(
                    code, Kind.VOTED, visitor, tap.voter(), tap.campaign().id(), tap.acceptedAt()));
        }
    }

    /** Writes what is there; what could not be written is tried first the next time. Never twice at once. */
    public Future<Void> write() {
        if (sent.isEmpty()) {
            var next = new ArrayList<Visit>();
            waiting.drainTo(next, AT_ONCE);
            sent = next;
        }
        var batch = sent;
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        return table.note(batch).compose(noted -> {
            if (sent == batch) {
                sent = List.of();
            }
            return batch.size() < AT_ONCE ? Future.succeededFuture() : write();
        });
    }

    /** Forgets who came on days that are over. */
    public Future<Void> forget() {
        return table.forget();
    }

    private void offer(Visit visit) {
        if (!waiting.offer(visit)) {
            dropped.increment();
        }
    }

    /** By its browser, if that has told us apart before; else by the voter. */
    private String visitorOf(RoutingContext ctx, long voter) {
        return visitors.known(ctx).orElseGet(() -> Long.toString(voter));
    }

    private static boolean isAPerson(RoutingContext ctx) {
        return Browser.of(ctx.request().getHeader(HttpHeaders.USER_AGENT)) != Browser.CRAWLER;
    }
}

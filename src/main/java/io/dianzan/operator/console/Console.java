package io.dianzan.operator.console;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Language;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Frame.Item;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.StaffCookies;
import io.dianzan.page.Paper;
import io.dianzan.page.Texts;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The console's shell: writes pages into its frame, in the reader's language. Safe on every thread. */
public final class Console {
    private static final CharSequence POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    /** Everything comes from us, nothing is inline, nobody frames us, and no form leads away. */
    private static final CharSequence STRICT = HttpHeaders.createOptimized(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'");

    /** With this header a page's script asks for a part of a page alone. */
    private static final String PART = "X-Part";

    private static final int LONGEST = 500;
    private static final String WAITING = "waiting";

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final OperatorGuard guard;
    private final StaffCookies cookies;
    private final WaitingTable waiting;
    private final Rail rail = new Rail();
    private final ConsoleAssets assets = new ConsoleAssets();
    private final Texts texts = Texts.read()
            .with(Resources.in("/operator/texts").stream()
                    .map("/operator/texts/"::concat)
                    .toList());
    private final Paper paper = new Paper();

    public Console(Campaigns campaigns, CampaignClock clock, OperatorGuard guard, StaffCookies cookies, Pool pool) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.guard = guard;
        this.cookies = cookies;
        this.waiting = new WaitingTable(pool);
    }

    /**
     * A page: the template {@code operator/TEMPLATE.jte} in the frame, which takes {@code view} and, as it likes,
     * {@code words}, {@code moments} (of the campaign's zone) and {@code frame}. Its script is {@code TEMPLATE.js}, where
     * there is one.
     */
    public Future<Reply> show(RoutingContext ctx, String template, Title title, Object view) {
        return waiting(ctx, title).map(count -> Reply.pageOnce(write(ctx, template, title, view, count)));
    }

    /** The same without the frame, for a script that puts it into a page. */
    public Future<Reply> part(RoutingContext ctx, String template, Title title, Object view) {
        return Future.succeededFuture(Reply.pageOnce(writePart(ctx, template, title, view)));
    }

    /** Whether such a script asks. */
    public static boolean asksForPart(RoutingContext ctx) {
        return ctx.request().getHeader(PART) != null;
    }

    /** The same as text, for an event of a stream. */
    public String text(RoutingContext ctx, String template, Title title, Object view) {
        return bare(ctx, template, title, view).plain().toString();
    }

    Encoded writePart(RoutingContext ctx, String template, Title title, Object view) {
        protect(ctx);
        return bare(ctx, template, title, view);
    }

    private Encoded bare(RoutingContext ctx, String template, Title title, Object view) {
        var content = paper.part("operator/" + template, values(ctx, template, title, view, 0));
        return paper.write("operator/part", Map.of("content", content));
    }

    /** Without a word of what waits. */
    Encoded write(RoutingContext ctx, String template, Title title, Object view) {
        return write(ctx, template, title, view, 0);
    }

    private Encoded write(RoutingContext ctx, String template, Title title, Object view, long count) {
        var values = values(ctx, template, title, view, count);
        var content = paper.part("operator/" + template, values);
        protect(ctx);
        return paper.write("operator/frame", Map.of("frame", values.get("frame"), "content", content));
    }

    /** No page fails for want of this number. */
    private Future<Long> waiting(RoutingContext ctx, Title title) {
        var session = OperatorGuard.session(ctx);
        if (title.slug() == null || session == null || !rail.leads(session.operator(), WAITING)) {
            return Future.succeededFuture(0L);
        }
        return waiting.count(campaigns.require(title.slug()).id()).otherwise(0L);
    }

    private Map<String, Object> values(RoutingContext ctx, String template, Title title, Object view, long count) {
        var values = new HashMap<String, Object>();
        values.put("view", view);
        values.put("words", words(ctx));
        values.put("frame", frame(ctx, template, title, count));
        if (title.slug() != null) {
            values.put("moments", moments(campaigns.require(title.slug())));
        }
        return values;
    }

    /** By his own choice, or else by {@code Accept-Language}. */
    public Words words(RoutingContext ctx) {
        var chosen = Language.named(cookies.language(ctx));
        return texts.in(chosen == null ? Language.of(ctx) : chosen);
    }

    /** Times as this campaign's pages write them. */
    public Moments moments(Campaign campaign) {
        return new Moments(campaign.rulesAt(clock.now()).rules().zone());
    }

    /** Leaves a word for the next page of this session, as {@link OperatorGuard#leave} has it. */
    public void leave(RoutingContext ctx, String word) {
        guard.leave(ctx, word);
    }

    /** What was left, once; or null. */
    public String take(RoutingContext ctx) {
        return guard.take(ctx);
    }

    public Rail rail() {
        return rail;
    }

    public ConsoleAssets assets() {
        return assets;
    }

    /** {@code GET /operator}: the first area of the first campaign that is not over yet. */
    public Future<Reply> home(RoutingContext ctx) {
        var areas = rail.of(OperatorGuard.of(ctx));
        var first = sorted(clock.now()).stream().findFirst();
        if (first.isEmpty() || areas.isEmpty()) {
            throw Refusal.CAMPAIGN_UNKNOWN.refused();
        }
        return Future.succeededFuture(
                Reply.redirect(areas.get(0).path(first.get().slug())));
    }

    /** {@code GET /operator/language/:word?to=/operator…}: from now on in this language. */
    public Future<Reply> language(RoutingContext ctx) {
        var to = Query.text(ctx, "to", LONGEST);
        if (Language.named(ctx.pathParam("word")) != null) {
            cookies.keepLanguage(ctx, ctx.pathParam("word"));
        }
        return Future.succeededFuture(Reply.redirect(isInside(to) ? to : "/operator"));
    }

    /** Whether a path leads to another page of the console; null does not. */
    public static boolean isInside(String to) {
        return to != null && OwnSite.isOwnPath(to) && to.matches("/operator(?:[/?].*)?") && !to.contains("..");
    }

    private Frame frame(RoutingContext ctx, String template, Title title, long count) {
        var words = words(ctx);
        var session = OperatorGuard.session(ctx);
        var campaign = title.slug() == null ? null : campaigns.require(title.slug());
        var area = title.area() == null ? "live" : title.area();
        return new Frame(
                words,
                title,
                session == null || campaign == null ? List.of() : areas(ctx, title, words, count),
                session == null ? List.of() : campaigns(title.slug(), area, words),
                campaign == null || title.asOf() == null
                        ? null
                        : moments(campaign).clock(title.asOf()),
                campaign == null ? null : moments(campaign).name(clock.now()),
                session == null ? null : who(ctx, words),
                assets.folder(),
                assets.has(template + ".js") ? template + ".js" : null,
                URLEncoder.encode(here(ctx), StandardCharsets.UTF_8),
                guard.formToken(ctx));
    }

    private static Frame.Who who(RoutingContext ctx, Words words) {
        var operator = OperatorGuard.of(ctx);
        return new Frame.Who(
                operator.name(), words.say("role." + operator.role().word()));
    }

    private List<Item> areas(RoutingContext ctx, Title title, Words words, long count) {
        return rail.of(OperatorGuard.of(ctx)).stream()
                .map(area -> new Item(
                        words.say("rail." + area.name()),
                        area.path(title.slug()),
                        area.name().equals(title.area()),
                        area.name(),
                        area.name().equals(WAITING) ? count : 0))
                .toList();
    }

    private List<Item> campaigns(String slug, String area, Words words) {
        var now = clock.now();
        return sorted(now).stream()
                .map(campaign -> new Item(
                        campaign.rulesAt(now).rules().title(words.language()),
                        "/operator/c/" + campaign.slug() + "/" + area,
                        campaign.slug().equals(slug),
                        null,
                        0))
                .toList();
    }

    private List<Campaign> sorted(Instant now) {
        return campaigns.all().stream()
                .sorted(Comparator.comparing((Campaign campaign) ->
                                campaign.lifeCycleAt(now).state().isOver())
                        .thenComparing(Campaign::slug))
                .toList();
    }

    /** What a form was sent to is no place to return to. */
    private static String here(RoutingContext ctx) {
        return ctx.request().method() == HttpMethod.GET ? ctx.request().uri() : "/operator";
    }

    private static void protect(RoutingContext ctx) {
        ctx.response().putHeader(POLICY, STRICT).putHeader("X-Frame-Options", "DENY");
    }
}

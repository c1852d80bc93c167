package io.dianzan.page;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.fault.Refused;
import io.dianzan.http.Encoded;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.http.Shelf;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code GET /login?to=/…}: what a person can do in this browser in order to vote, and the question for consent, once. */
public final class LoginPages {
    private static final int LONGEST = 500;
    private static final int CODE_SECONDS = 300;
    /** Some hundred codes with their compressed twins. */
    private static final long CODE_BYTES = 2L << 20;

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Entrance entrance;
    private final Sheets sheets;
    private final Shelf codes = new Shelf(CODE_BYTES);

    public LoginPages(Campaigns campaigns, CampaignClock clock, Entrance entrance, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.entrance = entrance;
        this.sheets = sheets;
    }

    public Future<Reply> login(RoutingContext ctx) {
        var to = to(ctx);
        var home = sheets.frames().atHome(ctx);
        if (home != null) {
            return Future.succeededFuture(Reply.redirect(home));
        }
        var words = sheets.frames().wordsFor(ctx);
        var asked = "consent-required".equals(Query.text(ctx, "said", LONGEST));
        var said = asked
                ? new Said("wait", words.say("login.must"))
                : Said.take(ctx, sheets.frames().cookies());
        var destination = Destination.of(to);
        var offer = new Offer(words, to, destination, entrance.shareOf(ctx), entrance.app());
        entrance.doors(browserOf(ctx), channels(destination)).forEach(offer::add);
        var agreed = entrance.agreed(ctx);
        // a form may lead to this page, and by the policy of its own page not on from here to a provider
        var byForm = "form".equals(Query.text(ctx, "by", LONGEST));
        if (said == null && !byForm && offer.isOneWay() && agreed == entrance.consent()) {
            return Future.succeededFuture(Reply.redirect(offer.onlyWay(agreed)));
        }
        var frame = sheets.frames().of(ctx, Meta.of(words.say("login.title")));
        var view = new LoginView(
                frame,
                to,
                entrance.consent(),
                agreed == entrance.consent() ? agreed : 0,
                said,
                offer.ways(),
                offer.links(),
                offer.launch(),
                offer.code(),
                offer.copies() ? sheets.frames().absolute(to) : null);
        var page = sheets.paper().write("login", view);
        ContentPolicy.setForLogin(ctx.response(), sheets.frames().sdkFor(ctx), offer.launch() != null);
        return Future.succeededFuture(Reply.pageOnce(page));
    }

    /** {@code GET /qr.svg?to=/…}: a page of ours for another device's camera. */
    public Future<Reply> code(RoutingContext ctx) {
        var address = sheets.frames().absolute(to(ctx));
        var kept = codes.get(address);
        if (kept == null) {
            kept = Encoded.of(Buffer.buffer(QrSvg.of(address)));
            codes.put(address, kept);
        }
        return Future.succeededFuture(Reply.shared("image/svg+xml", kept, CODE_SECONDS));
    }

    private static Browser browserOf(RoutingContext ctx) {
        return Browser.of(ctx.request().getHeader(HttpHeaders.USER_AGENT));
    }

    private static String to(RoutingContext ctx) {
        var to = Query.text(ctx, "to", LONGEST);
        if (to != null && !OwnSite.isOwnPath(to)) {
            throw Refused.malformed("to", "a path of this site, such as /c/demo");
        }
        return to == null ? "/" : to;
    }

    /** Of the campaign to which he wants to go, or else of all. */
    private List<String> channels(Destination destination) {
        var now = clock.now();
        var slug = destination.slug();
        return campaigns.all().stream()
                .filter(campaign -> slug == null || campaign.slug().equals(slug))
                .map((Campaign campaign) -> campaign.rulesAt(now).rules().channels())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}

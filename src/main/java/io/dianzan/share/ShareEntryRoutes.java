package io.dianzan.share;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/shares/{code}}: where a share link leads, for the mini-program, which comes with a code and nothing else:
 * what WeChat prints into a picture has no room for more.
 */
public final class ShareEntryRoutes {
    /** As a browser's is, see {@code Visitors}: a phone makes its own, for it has no cookies. */
    private static final Pattern VISITOR = Pattern.compile("[A-Za-z0-9_-]{22}");

    private final ShareLookup shares;
    private final Visits visits;
    private final Campaigns campaigns;
    private final Catalogue catalogue;

    public ShareEntryRoutes(ShareLookup shares, Visits visits, Campaigns campaigns, Catalogue catalogue) {
        this.shares = shares;
        this.visits = visits;
        this.campaigns = campaigns;
        this.catalogue = catalogue;
    }

    private record Leads(
            @JsonProperty String campaign, @JsonProperty String number) {}

    /** A withdrawn work is still named: the phone is told so when it asks for it. */
    public Future<Reply> open(RoutingContext ctx) {
        var visitor = visitor(ctx);
        return shares.find(ctx.pathParam("code")).map(share -> {
            var campaign = campaigns.find(share.campaign()).orElseThrow(Refusal.SHARE_UNKNOWN::refused);
            var work = catalogue.require(campaign.id()).byId(share.work()).orElseThrow(Refusal.SHARE_UNKNOWN::refused);
            if (visitor != null) {
                visits.opened(share, visitor);
            }
            return Reply.json(new Leads(campaign.slug(), work.number()));
        });
    }

    /** Null where the caller does not want to be counted. */
    private static String visitor(RoutingContext ctx) {
        var said = ctx.queryParam("visitor");
        if (said.isEmpty()) {
            return null;
        }
        if (!VISITOR.matcher(said.get(0)).matches()) {
            throw Refused.malformed("visitor", "22 letters, digits, hyphens or underscores");
        }
        return said.get(0);
    }
}

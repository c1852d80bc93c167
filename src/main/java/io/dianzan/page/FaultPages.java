package io.dianzan.page;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Encoded;
import io.dianzan.http.FaultPage;
import io.dianzan.page.Frame.Meta;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A refusal as a page, for people whose browser asked for one: what it is, in their language, and a way on. */
public final class FaultPages implements FaultPage {
    /** What is wrong with the campaign or its path does not lead back to it. */
    private static final Set<Refusal> HOME = EnumSet.of(Refusal.CAMPAIGN_UNKNOWN, Refusal.SHARE_UNKNOWN);

    private static final Pattern CAMPAIGN = Pattern.compile("(/c/[a-z0-9][a-z0-9-]{0,39})/.*");

    private final Sheets sheets;

    public FaultPages(Sheets sheets) {
        this.sheets = sheets;
    }

    @Override
    public Encoded of(RoutingContext ctx, Refused refused) {
        var words = sheets.frames().wordsFor(ctx);
        var text = words.refusal("fault", refused.reason().code(), refused.facts());
        var frame = sheets.frames().of(ctx, Meta.of(words.say("fault.title")));
        ContentPolicy.set(ctx.response());
        return sheets.paper().write("fault", new FaultView(frame, text, wayFrom(ctx, refused)));
    }

    private static String wayFrom(RoutingContext ctx, Refused refused) {
        var campaign = CAMPAIGN.matcher(ctx.request().path());
        return campaign.matches() && !HOME.contains(refused.reason()) ? campaign.group(1) : "/";
    }
}

package io.dianzan.page;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Reply;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What a public campaign must say of its rules and of what it holds on people. */
public final class LegalPages {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final PrivacyText privacy;
    private final OperatorTexts operator;
    private final Sheets sheets;

    public LegalPages(
            Campaigns campaigns, CampaignClock clock, PrivacyText privacy, OperatorTexts operator, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.privacy = privacy;
        this.operator = operator;
        this.sheets = sheets;
    }

    /** {@code GET /c/:slug/rules}. */
    public Future<Reply> rules(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var words = sheets.frames().wordsFor(ctx);
        var now = clock.now();
        var head = CampaignHead.of(campaign, now, words);
        var text = new RulesText(words);
        var frame = sheets.frames()
                .of(
                        ctx,
                        Meta.of(words.say("rules.title") + " · " + head.title()),
                        campaign.slug(),
                        ctx.request().path());
        return sheets.send(
                ctx,
                sheets.paper()
                        .write(
                                "rules",
                                new RulesView(
                                        frame,
                                        head,
                                        text.of(campaign, now),
                                        text.checks(),
                                        operator.rules().get(words.language()))));
    }

    /** {@code GET /rules}: what holds for all campaigns. */
    public Future<Reply> allRules(RoutingContext ctx) {
        var words = sheets.frames().wordsFor(ctx);
        var frame = sheets.frames().of(ctx, Meta.of(words.say("rules.title")));
        var view = new RulesView(
                frame,
                null,
                List.of(),
                new RulesText(words).checks(),
                operator.rules().get(words.language()));
        return sheets.send(ctx, sheets.paper().write("rules", view));
    }

    /** {@code GET /privacy}. */
    public Future<Reply> privacy(RoutingContext ctx) {
        var words = sheets.frames().wordsFor(ctx);
        var frame = sheets.frames().of(ctx, Meta.of(words.say("privacy.title")));
        var view = new PrivacyView(
                frame, privacy.version(), privacy.of(words), operator.privacy().get(words.language()));
        return sheets.send(ctx, sheets.paper().write("privacy", view));
    }
}

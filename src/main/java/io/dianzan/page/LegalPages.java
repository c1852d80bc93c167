package io.dianzan.page;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.config.ServerConfig;
import io.dianzan.http.Reply;
import io.dianzan.page.Frame.Meta;
import io.dianzan.page.PrivacyView.Part;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a public campaign must say of its rules and of what it holds on people. */
public final class LegalPages {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final ServerConfig config;
    private final OperatorTexts operator;
    private final Sheets sheets;

    public LegalPages(
            Campaigns campaigns, CampaignClock clock, ServerConfig config, OperatorTexts operator, Sheets sheets) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.config = config;
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
                                        text.of(campaign.rulesAt(now).rules()),
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
                frame, config.site().consent(), parts(words), operator.privacy().get(words.language()));
        return sheets.send(ctx, sheets.paper().write("privacy", view));
    }

    private List<Part> parts(Words words) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(words.say("privacy.handler"), handler(words)));
        parts.add(part(words, "kinds", "kind1", "kind2", "kind3", "kind4"));
        parts.add(part(words, "purposes", "purpose1"));
        parts.add(part(words, "recipients", "recipient1"));
        parts.add(new Part(words.say("privacy.retention"), List.of(retention(words))));
        parts.add(part(words, "rights", "right1", "right2"));
        parts.add(part(words, "minors", "minors1"));
        return parts;
    }

    private List<String> handler(Words words) {
        var lines = new ArrayList<String>();
        if (config.site().organiser() != null) {
            lines.add(config.site().organiser());
        }
        if (config.site().contact() != null) {
            lines.add(words.say("privacy.contactIs", "contact", config.site().contact()));
        }
        return lines;
    }

    private String retention(Words words) {
        var days = config.tokens().lifetime().toDays();
        var times = new Times(words, ZoneOffset.UTC);
        var lifetime = days > 0
                ? words.count("time.span.days", days)
                : times.span(config.tokens().lifetime());
        return words.say("privacy.retention1", "lifetime", lifetime);
    }

    private static Part part(Words words, String title, String... lines) {
        return new Part(
                words.say("privacy." + title),
                List.of(lines).stream()
                        .map(line -> words.say("privacy." + line))
                        .toList());
    }
}

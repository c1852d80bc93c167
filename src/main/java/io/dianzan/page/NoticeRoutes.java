package io.dianzan.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.http.Language;
import io.dianzan.http.Reply;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** What the pages say of the organiser, of privacy and of the rules, for the mini-program to say the same. */
public final class NoticeRoutes {
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Texts texts;
    private final OperatorTexts operator;
    private final PrivacyText privacy;

    public NoticeRoutes(
            Campaigns campaigns, CampaignClock clock, Texts texts, OperatorTexts operator, PrivacyText privacy) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.texts = texts;
        this.operator = operator;
        this.privacy = privacy;
    }

    private record SiteNotice(
            @JsonProperty String organiser,
            @JsonProperty String contact,
            @JsonProperty String icp,
            @JsonProperty String police,
            @JsonProperty Boolean demo,
            @JsonProperty PrivacyNotice privacy) {}

    private record PrivacyNotice(
            @JsonProperty Integer version,
            @JsonProperty List<Section> parts,
            @JsonProperty String organiser) {}

    private record Section(
            @JsonProperty String title, @JsonProperty List<String> lines) {}

    private record RulesNotice(
            @JsonProperty List<String> plain,
            @JsonProperty List<String> checks,
            @JsonProperty String organiser) {}

    /** {@code GET /v1/site}. */
    public Future<Reply> site(RoutingContext ctx) {
        var words = words(ctx);
        var foot = privacy.foot();
        return Future.succeededFuture(Reply.json(new SiteNotice(
                foot.organiser(),
                foot.contact(),
                foot.icp(),
                foot.police(),
                foot.demo() ? true : null,
                new PrivacyNotice(
                        privacy.version() == 0 ? null : privacy.version(),
                        privacy.of(words).stream()
                                .map(part -> new Section(part.title(), part.lines()))
                                .toList(),
                        orNull(operator.privacy().get(words.language()))))));
    }

    /** {@code GET /v1/campaigns/{slug}/rules}. */
    public Future<Reply> rules(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var words = words(ctx);
        var text = new RulesText(words);
        return Future.succeededFuture(Reply.json(new RulesNotice(
                text.of(campaign, clock.now()),
                text.checks(),
                orNull(operator.rules().get(words.language())))));
    }

    private Words words(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.VARY, "Accept-Language");
        return texts.in(Language.of(ctx));
    }

    private static String orNull(String html) {
        return html.isEmpty() ? null : html;
    }
}

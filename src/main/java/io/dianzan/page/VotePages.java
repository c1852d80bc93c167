package io.dianzan.page;

import io.dianzan.ballot.Receipt;
import io.dianzan.ballot.Voting;
import io.dianzan.ballot.Voting.Wish;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Work;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Reply;
import io.dianzan.login.VoterGuard;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code POST /c/:slug/works/:number/votes}: a vote by form, fields {@code key} and {@code day}; leads back to the work. */
public final class VotePages {
    private final VoterGuard guard;
    private final Voting voting;
    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final Frames frames;

    public VotePages(VoterGuard guard, Voting voting, Campaigns campaigns, CampaignClock clock, Frames frames) {
        this.guard = guard;
        this.voting = voting;
        this.campaigns = campaigns;
        this.clock = clock;
        this.frames = frames;
    }

    public Future<Reply> vote(RoutingContext ctx) {
        var wish = new Wish(ctx.pathParam("slug"), ctx.pathParam("number"), field(ctx, "key"), field(ctx, "day"));
        var back = Work.pageOf(wish.slug(), wish.number());
        return cast(ctx, wish)
                .map(receipt -> said(ctx, wish).of(receipt, wish.number()))
                .recover(failure -> refused(ctx, wish, failure))
                .map(said -> {
                    said.keep(ctx, frames.cookies());
                    return Reply.redirect(back);
                })
                .recover(failure ->
                        needsLogin(failure) ? Future.succeededFuture(login(ctx, back)) : Future.failedFuture(failure));
    }

    /** Nothing keeps his tap meanwhile, so he is told to tap again. */
    private Reply login(RoutingContext ctx, String back) {
        new Said("wait", frames.wordsFor(ctx).say("login.thenTap")).keep(ctx, frames.cookies());
        return Reply.redirect("/login?to=" + URLEncoder.encode(back, StandardCharsets.UTF_8) + "&by=form");
    }

    private Future<Receipt> cast(RoutingContext ctx, Wish wish) {
        try {
            return voting.cast(guard.voterOf(ctx), wish, ctx);
        } catch (Refused e) {
            return Future.failedFuture(e);
        }
    }

    /** A refusal is told on the work's page, if there is such a page. */
    private Future<Said> refused(RoutingContext ctx, Wish wish, Throwable failure) {
        var tellable = failure instanceof Refused refused
                && !needsLogin(refused)
                && refused.reason() != Refusal.CAMPAIGN_UNKNOWN
                && refused.reason() != Refusal.WORK_UNKNOWN
                && refused.reason() != Refusal.ORIGIN_FOREIGN
                && refused.reason() != Refusal.WORK_WITHDRAWN
                && refused.reason() != Refusal.MALFORMED;
        return tellable
                ? Future.succeededFuture(said(ctx, wish).of((Refused) failure, wish.key()))
                : Future.failedFuture(failure);
    }

    private VoteWords said(RoutingContext ctx, Wish wish) {
        var now = clock.now();
        var zone = campaigns.require(wish.slug()).rulesAt(now).rules().zone();
        return new VoteWords(frames.wordsFor(ctx), zone, now);
    }

    private static boolean needsLogin(Throwable failure) {
        return failure instanceof Refused refused && refused.reason().asksForLogin();
    }

    /** Null where the form has none. */
    private static String field(RoutingContext ctx, String name) {
        var text = ctx.request().getFormAttribute(name);
        return text == null || text.isEmpty() ? null : text;
    }
}

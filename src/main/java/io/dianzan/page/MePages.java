package io.dianzan.page;

import io.dianzan.ballot.VoterFileTable;
import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refused;
import io.dianzan.http.Reply;
import io.dianzan.login.SessionRoutes;
import io.dianzan.login.VoterGuard;
import io.dianzan.page.Frame.Meta;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;

/** {@code /me}: what is held on its reader, and how to end a session or have it all erased; by forms, for everybody. */
public final class MePages {
    private final VoterGuard guard;
    private final VoterFileTable table;
    private final SessionRoutes sessions;
    private final Known known;
    private final Sheets sheets;

    public MePages(VoterGuard guard, VoterFileTable table, SessionRoutes sessions, Known known, Sheets sheets) {
        this.guard = guard;
        this.table = table;
        this.sessions = sessions;
        this.known = known;
        this.sheets = sheets;
    }

    /** What a file names only by number and slug. */
    public record Known(Campaigns campaigns, Catalogue catalogue, CampaignClock clock) {
        /** That of a campaign: where there are several, of the first one. */
        ZoneId zone() {
            return campaigns.all().stream()
                    .min(Comparator.comparing(Campaign::slug))
                    .map(campaign -> campaign.rulesAt(clock.now()).rules().zone())
                    .orElse(ZoneOffset.UTC);
        }
    }

    public Future<Reply> me(RoutingContext ctx) {
        long voter;
        try {
            voter = guard.voterOf(ctx).voter();
        } catch (Refused e) {
            if (!e.reason().asksForLogin()) {
                throw e;
            }
            return Future.succeededFuture(Reply.redirect("/login?to=/me"));
        }
        var words = sheets.frames().wordsFor(ctx);
        var frame = sheets.frames().of(ctx, Meta.of(words.say("me.title")));
        var times = new Times(words, known.zone());
        return table.read(voter)
                .compose(file -> sheets.sendOnce(
                        ctx,
                        sheets.paper()
                                .write("me", new MeView(frame, file, times, known.campaigns(), known.catalogue()))));
    }

    /** {@code POST /me/logout}. */
    public Future<Reply> logout(RoutingContext ctx) {
        return sessions.logout(ctx).map(done -> away(ctx, "me.loggedOut"));
    }

    /** {@code POST /me/erase}, with the field {@code sure}. */
    public Future<Reply> erase(RoutingContext ctx) {
        guard.voterOf(ctx);
        if (!"yes".equals(ctx.request().getFormAttribute("sure"))) {
            throw Refused.malformed("sure", "yes");
        }
        return sessions.erase(ctx).map(done -> away(ctx, "me.erased"));
    }

    private Reply away(RoutingContext ctx, String text) {
        new Said("ok", sheets.frames().wordsFor(ctx).say(text))
                .keep(ctx, sheets.frames().cookies());
        return Reply.redirect("/login?to=/");
    }
}

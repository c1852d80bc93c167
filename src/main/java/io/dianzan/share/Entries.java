package io.dianzan.share;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.login.wechat.MiniProgram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Optional;

/** The ways into the mini-program, made once for all processes; where the server has none, they lead nowhere. */
public final class Entries {
    private final Errands errands;
    private final UrlLinks links;
    private final MiniProgramCode codes;

    /** {@code miniProgram} may be null. */
    public Entries(Vertx vertx, Pool pool, MiniProgram miniProgram) {
        errands = new Errands(vertx, pool);
        links = miniProgram == null ? null : new UrlLinks(miniProgram, new UrlLinkTable(pool), errands);
        codes = miniProgram == null
                ? share -> Future.succeededFuture(Optional.empty())
                : new MiniProgramCodes(miniProgram, new MiniProgramCodeTable(pool), errands);
    }

    /** For posters. */
    public MiniProgramCode codes() {
        return codes;
    }

    public UrlLinkRoutes routes(Campaigns campaigns, CampaignClock clock, Catalogue catalogue) {
        return new UrlLinkRoutes(campaigns, clock, catalogue, links);
    }

    /** Forgets what failed long ago. */
    public Future<Void> forget() {
        return errands.forget();
    }
}

package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.Standings;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Provider;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Visitors;
import io.dianzan.login.IdentityProvider;
import io.dianzan.page.Assets;
import io.dianzan.page.CampaignPages;
import io.dianzan.page.Entrance;
import io.dianzan.page.Foot;
import io.dianzan.page.Frames;
import io.dianzan.page.HomePages;
import io.dianzan.page.LegalPages;
import io.dianzan.page.LoginPages;
import io.dianzan.page.LoginView.Launch;
import io.dianzan.page.MePages.Known;
import io.dianzan.page.NoticeRoutes;
import io.dianzan.page.OperatorTexts;
import io.dianzan.page.PageRoutes;
import io.dianzan.page.Paper;
import io.dianzan.page.PrivacyText;
import io.dianzan.page.Sheets;
import io.dianzan.page.Texts;
import io.dianzan.page.VerifyFiles;
import io.dianzan.page.WorkPages;
import java.io.IOException;
import java.util.List;

/** The pages of one process: what they are made with, and those that all event loops share. */
final class Pages {
    private final ServerConfig config;
    private final Cookies cookies;
    private final Assets assets;
    private final Texts words;
    private final Sheets sheets;
    private final OperatorTexts texts;
    private final VerifyFiles verify;

    /** Fails where a text of the organiser's cannot be read. */
    Pages(ServerConfig config, OwnSite site, Cookies cookies) throws IOException {
        this.config = config;
        this.cookies = cookies;
        words = Texts.read();
        assets = new Assets(words);
        texts = OperatorTexts.read(config.site());
        verify = VerifyFiles.in(config.site().verify());
        var stock = new Frames.Stock(words, assets, Foot.of(config), sdk());
        sheets = new Sheets(new Frames(stock, site, cookies), new Paper());
    }

    Sheets sheets() {
        return sheets;
    }

    Known known(Campaigns campaigns, Catalogue catalogue, CampaignClock clock) {
        return new Known(campaigns, catalogue, clock);
    }

    PageRoutes routes(Campaigns campaigns, CampaignClock clock, Standings standings, List<IdentityProvider> providers) {
        return new PageRoutes(
                new HomePages(campaigns, clock, sheets),
                new CampaignPages(campaigns, clock, standings, new Visitors(cookies), sheets),
                new WorkPages(campaigns, clock, standings, sheets),
                new LegalPages(campaigns, clock, new PrivacyText(config), texts, sheets),
                new LoginPages(
                        campaigns,
                        clock,
                        new Entrance(providers, config.site().consent(), miniProgram(), cookies),
                        sheets),
                assets,
                verify);
    }

    NoticeRoutes notices(Campaigns campaigns, CampaignClock clock) {
        return new NoticeRoutes(campaigns, clock, words, texts, new PrivacyText(config));
    }

    /** Pages are signed for WeChat's script in the name of an official account; without one it is of no use. */
    private String sdk() {
        return app(WechatChannel.PAGE) == null ? null : config.site().wechatSdk();
    }

    private Launch miniProgram() {
        var app = app(WechatChannel.MINI_PROGRAM);
        return app == null ? null : new Launch(app.appid(), app.originalId(), app.page(), null);
    }

    private Wechat app(WechatChannel kind) {
        for (Provider provider : config.providers().values()) {
            if (provider instanceof Wechat app && app.kind() == kind) {
                return app;
            }
        }
        return null;
    }
}

package io.dianzan.share;

import io.dianzan.config.WechatChannel;
import io.dianzan.http.Encoded;
import io.dianzan.http.Language;
import io.dianzan.http.OwnSite;
import io.dianzan.http.Query;
import io.dianzan.http.Reply;
import io.dianzan.share.picture.PictureTexts;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** The pictures of a work and of a share link, for chats, feeds and walls. Open to all. */
public final class PictureRoutes {
    private static final String TYPE = "image/png";
    private static final int MAX_AGE = 300;
    /** A count is steady for so long, and then it may have moved. */
    private static final int MAX_AGE_OF_A_COUNT = 60;

    private static final List<String> LANGUAGES = List.of("zh", "en");

    private final Exhibits exhibits;
    private final Pictures pictures;
    private final ShareLookup shares;
    private final MiniProgramCode codes;
    private final OwnSite site;

    public PictureRoutes(
            Exhibits exhibits, Pictures pictures, ShareLookup shares, MiniProgramCode codes, OwnSite site) {
        this.exhibits = exhibits;
        this.pictures = pictures;
        this.shares = shares;
        this.codes = codes;
        this.site = site;
    }

    /** {@code GET /c/:slug/works/:number/card.png}. */
    public Future<Reply> workCard(RoutingContext ctx) {
        return card(exhibitOf(ctx), textsFor(ctx));
    }

    /** {@code GET /c/:slug/works/:number/poster.png}: its code leads to the work's own page. */
    public Future<Reply> workPoster(RoutingContext ctx) {
        var exhibit = exhibitOf(ctx);
        return pictures.poster(exhibit, textsFor(ctx), site.url() + exhibit.path(), null)
                .map(poster -> posterReply(exhibit, poster));
    }

    /** {@code GET /s/:code/card.png}. */
    public Future<Reply> shareCard(RoutingContext ctx) {
        var texts = textsFor(ctx);
        return shares.find(ctx.pathParam("code")).compose(share -> card(exhibits.of(share), texts));
    }

    /** {@code GET /s/:code/poster.png}. */
    public Future<Reply> sharePoster(RoutingContext ctx) {
        var texts = textsFor(ctx);
        return shares.find(ctx.pathParam("code")).compose(share -> {
            var exhibit = exhibits.of(share);
            return codeFor(share, exhibit)
                    .compose(code ->
                            pictures.poster(exhibit, texts, site.url() + "/s/" + share.code(), code.orElse(null)))
                    .map(poster -> posterReply(exhibit, poster));
        });
    }

    /** A mini-program that takes no votes for it would be a dead end. */
    private Future<Optional<byte[]>> codeFor(Share share, Exhibit exhibit) {
        return exhibit.rules().channels().contains(WechatChannel.MINI_PROGRAM.word())
                ? codes.of(share)
                : Future.succeededFuture(Optional.empty());
    }

    private Exhibit exhibitOf(RoutingContext ctx) {
        return exhibits.of(ctx.pathParam("slug"), ctx.pathParam("number"));
    }

    private Future<Reply> card(Exhibit exhibit, PictureTexts texts) {
        return pictures.card(exhibit, texts).map(card -> Reply.shared(TYPE, card, MAX_AGE));
    }

    private static Reply posterReply(Exhibit exhibit, Encoded poster) {
        return Reply.shared(TYPE, poster, exhibit.standing() == null ? MAX_AGE : MAX_AGE_OF_A_COUNT);
    }

    /** By {@code ?lang=}, for a picture is passed on and opened by machines; else as the browser wants it. */
    private static PictureTexts textsFor(RoutingContext ctx) {
        var wanted = Language.of(ctx).word();
        return PictureTexts.in(Language.named(Query.word(ctx, "lang", wanted, LANGUAGES)));
    }
}

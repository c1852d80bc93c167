package io.dianzan.share;

import io.dianzan.catalogue.cover.Covers;
import io.dianzan.http.Encoded;
import io.dianzan.http.Stock;
import io.dianzan.share.picture.PictureTexts;
import io.dianzan.share.picture.Poster;
import io.vertx.core.Future;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Cards and posters, each drawn once and kept as long as there is room. Safe on every thread. */
public final class Pictures {
    /** Some two hundred: those that are looked at now. A card serves all who share the work, a poster one of them. */
    private static final long KEPT_BYTES = 32L << 20;

    private final Covers covers;
    private final Studio studio;
    private final String organiser;
    private final Stock drawn = new Stock(KEPT_BYTES);

    public Pictures(Covers covers, Studio studio, String organiser) {
        this.covers = covers;
        this.studio = studio;
        this.organiser = organiser;
    }

    Future<Encoded> card(Exhibit exhibit, PictureTexts texts) {
        var card = exhibit.card(texts);
        return drawn.get(card, () -> coverOf(exhibit).compose(cover -> drawn(() -> card.draw(read(cover)))));
    }

    /** A poster that leads to {@code address}; {@code code} is an image that does so too, or null. */
    Future<Encoded> poster(Exhibit exhibit, PictureTexts texts, String address, byte[] code) {
        var poster = new Poster(exhibit.card(texts), exhibit.standing(), address, code != null, organiser);
        return drawn.get(
                poster, () -> coverOf(exhibit).compose(cover -> drawn(() -> poster.draw(read(cover), read(code)))));
    }

    /** Null where there is none. */
    private Future<byte[]> coverOf(Exhibit exhibit) {
        var hash = exhibit.work().picture();
        return hash == null
                ? Future.succeededFuture()
                : covers.large(hash).map(cover -> cover.plain().getBytes());
    }

    private Future<Encoded> drawn(Callable<byte[]> drawing) {
        return studio.draw(drawing).map(Encoded::picture);
    }

    private static BufferedImage read(byte[] image) throws IOException {
        // in memory already: no copy in a file
        return image == null ? null : ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(image)));
    }
}

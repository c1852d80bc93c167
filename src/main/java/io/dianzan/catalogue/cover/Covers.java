package io.dianzan.catalogue.cover;

import io.dianzan.catalogue.Catalogue;
import io.dianzan.fault.Refusal;
import io.dianzan.http.Encoded;
import io.dianzan.http.Stock;
import io.vertx.core.Future;
import java.util.Optional;

/** The covers of the listed works, by their hash. Safe on every thread. */
public final class Covers {
    /** All small ones of a campaign of 1,100 works, 12 kB each; the large ones must not push them out. */
    private static final long SMALL_BYTES = 16L << 20;

    private static final long LARGE_BYTES = 16L << 20;

    private final Catalogue catalogue;
    private final CoverTable table;
    private final Stock small = new Stock(SMALL_BYTES);
    private final Stock large = new Stock(LARGE_BYTES);

    public Covers(Catalogue catalogue, CoverTable table) {
        this.catalogue = catalogue;
        this.table = table;
    }

    /** For lists; fails with {@code path-unknown}, and with {@code busy} where it cannot be read now. */
    public Future<Encoded> small(String hash) {
        requireShown(hash);
        return small.get(hash, () -> encoded(table.small(hash)));
    }

    /** For the work's own view, and for pictures of it. */
    public Future<Encoded> large(String hash) {
        requireShown(hash);
        return large.get(hash, () -> encoded(table.large(hash)));
    }

    /** Anybody can make up hashes: the database is asked for those alone that it has. */
    private void requireShown(String hash) {
        if (!catalogue.shows(hash)) {
            throw Refusal.PATH_UNKNOWN.refused();
        }
    }

    private static Future<Encoded> encoded(Future<Optional<byte[]>> read) {
        return read.recover(cause -> Future.failedFuture(Refusal.BUSY.refused()))
                .map(bytes -> Encoded.picture(bytes.orElseThrow(Refusal.PATH_UNKNOWN::refused)));
    }
}

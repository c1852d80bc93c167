package io.dianzan.ballot;

import io.vertx.ext.web.RoutingContext;

/**
 * Says by which share link a vote comes, and is told what each tap is answered; whatever becomes of that, nobody waits for
 * it. On the event loop of the request; must not throw.
 */
public interface VoteNews {
    /** The code of the share link by which a request came, as it says itself; null where by none. */
    default String shareOf(RoutingContext ctx) {
        return null;
    }

    /** The vote is on disk, and was not before; it is answered next. */
    void recorded(RoutingContext ctx, Tap tap);

    /** It was recorded before. */
    default void repeated(Tap tap) {}

    /** {@code slug}: as it was asked for, of whatever campaign or none; {@code cause}: a refusal, or an accident. */
    default void refused(String slug, Throwable cause) {}

    /** The same news for another too, who knows of no share links. */
    default VoteNews and(VoteNews other) {
        var own = this;
        return new VoteNews() {
            @Override
            public String shareOf(RoutingContext ctx) {
                return own.shareOf(ctx);
            }

            @Override
            public void recorded(RoutingContext ctx, Tap tap) {
                own.recorded(ctx, tap);
                other.recorded(ctx, tap);
            }

            @Override
            public void repeated(Tap tap) {
                own.repeated(tap);
                other.repeated(tap);
            }

            @Override
            public void refused(String slug, Throwable cause) {
                own.refused(slug, cause);
                other.refused(slug, cause);
            }
        };
    }
}

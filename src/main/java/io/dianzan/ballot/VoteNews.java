package io.dianzan.ballot;

import io.vertx.ext.web.RoutingContext;

/**
 * Is told what each tap is answered; whatever becomes of that, nobody waits for it. On the event loop of the request,
 * just before the answer; must not throw.
 */
public interface VoteNews {
    /** The vote is on disk, and was not before. */
    void recorded(RoutingContext ctx, Tap tap);

    /** It was recorded before. */
    default void repeated(Tap tap) {}

    /** {@code slug}: as it was asked for, of whatever campaign or none; {@code cause}: a refusal, or an accident. */
    default void refused(String slug, Throwable cause) {}

    /** The same news for both. */
    static VoteNews both(VoteNews first, VoteNews second) {
        return new VoteNews() {
            @Override
            public void recorded(RoutingContext ctx, Tap tap) {
                first.recorded(ctx, tap);
                second.recorded(ctx, tap);
            }

            @Override
            public void repeated(Tap tap) {
                first.repeated(tap);
                second.repeated(tap);
            }

            @Override
            public void refused(String slug, Throwable cause) {
                first.refused(slug, cause);
                second.refused(slug, cause);
            }
        };
    }
}

package io.dianzan.operator.acts;

import io.dianzan.campaign.Acts;
import io.dianzan.integrity.Bans;
import io.dianzan.integrity.Rulings;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Right;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.EnumMap;
import java.util.Map;

/**
 * The one way in which operators act, from the console and from the command line: first it says what will happen, then it
 * does exactly that, with a reason, or nothing. Each act and its line of the audit are one transaction.
 */
public final class Acting {
    private static final int LONGEST_REASON = 500;

    private final Scene scene;
    private final Map<Act, Deed> actToDeed = new EnumMap<>(Act.class);

    public Acting(Scene scene, Pool pool) {
        this.scene = scene;
        var rulings = new Rulings(pool);
        var campaigns = new CampaignDeed(new Acts(pool), rulings);
        var bans = new BanDeed(new Bans(pool));
        var ballots = new RulingDeed(rulings);
        var proposals = new ProposalDeed(rulings);
        for (var act : Act.values()) {
            actToDeed.put(
                    act,
                    switch (act) {
                        case PAUSE, RESUME, CLOSE, EXTEND, WITHDRAW, PUT_BACK, MAKE_FINAL -> campaigns;
                        case BAN, UNBAN -> bans;
                        case HOLD, VOID, RELEASE -> ballots;
                        case CONFIRM, TAKE_BACK -> proposals;
                    });
        }
    }

    /** What would happen, in words, and to how many; changes nothing. */
    public Future<Preview> preview(Operator operator, Order order) {
        return looking(operator, order).map(Looked::preview);
    }

    /**
     * Does what was shown. Fails with {@link Declined}, and has done nothing, without a reason, without the right, or
     * where things have moved since the preview.
     */
    public Future<Done> carryOut(Operator operator, Order order, Confirmed confirmed) {
        var reason = confirmed.reason() == null ? "" : confirmed.reason().strip();
        if (reason.isEmpty()) {
            return Future.failedFuture(Declined.because("reason"));
        }
        if (reason.length() > LONGEST_REASON) {
            return Future.failedFuture(Declined.because("reason-long").with("most", LONGEST_REASON));
        }
        return looking(operator, order).compose(looked -> {
            var preview = looked.preview();
            if (!preview.version().equals(confirmed.version())) {
                return Future.failedFuture(Declined.moved(preview));
            }
            if (preview.typed() != null && !preview.typed().equals(confirmed.typed())) {
                return Future.failedFuture(Declined.because("typed").with("typed", preview.typed()));
            }
            return actToDeed.get(order.act()).carryOut(looked.setting(), operator, preview, reason);
        });
    }

    private record Looked(Setting setting, Preview preview) {}

    private Future<Looked> looking(Operator operator, Order order) {
        if (!operator.role().may(Right.ACT)) {
            return Future.failedFuture(Declined.because("right"));
        }
        return scene.of(order.slug()).compose(setting -> actToDeed
                .get(order.act())
                .preview(setting, operator, order)
                .map(preview -> new Looked(setting, preview)));
    }
}

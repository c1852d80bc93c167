package io.dianzan.operator.acts;

import io.dianzan.integrity.Bans;
import io.dianzan.integrity.Bans.Standing;
import io.dianzan.integrity.Rulings;
import io.dianzan.operator.staff.Operator;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;

/** Bans of a person and their end: everywhere, not in one campaign alone. */
final class BanDeed implements Deed {
    private final Bans bans;

    BanDeed(Bans bans) {
        this.bans = bans;
    }

    @Override
    public Future<Preview> preview(Setting setting, Operator operator, Order order) {
        var until = untilOf(setting, order);
        return standing(setting, order).map(standing -> {
            var isBan = order.act() == Act.BAN;
            if (!isBan && standing.inForce().isEmpty()) {
                throw Declined.because("not-banned").with("voter", Long.toString(standing.voter()));
            }
            if (isBan && standing.inForce().stream().anyMatch(ban -> covers(ban.until(), until))) {
                throw Declined.because("banned").with("voter", Long.toString(standing.voter()));
            }
            var sentences = new ArrayList<Sentence>();
            sentences.add(Sentence.of(order.act().word() + ".what")
                    .with("voter", Long.toString(standing.voter()))
                    .with("time", setting.time(setting.inForce())));
            if (isBan) {
                sentences.add(
                        until == null
                                ? Sentence.of("ban.endless")
                                : Sentence.of("ban.until").with("until", setting.time(until)));
            }
            sentences.add(Sentence.of("voter-has").with("ballots", standing.ballots()));
            return Preview.of(order, sentences, standing.version());
        });
    }

    @Override
    public Future<Done> carryOut(Setting setting, Operator operator, Preview preview, String reason) {
        var order = preview.order();
        var by = new Rulings.By(operator.name(), reason);
        return standing(setting, order)
                .map(standing ->
                        new Standing(standing.voter(), preview.version(), standing.inForce(), standing.ballots()))
                .compose(shown -> order.act() == Act.BAN
                        ? bans.ban(setting.campaign().id(), shown, untilOf(setting, order), by)
                        : bans.unban(setting.campaign().id(), shown, by))
                .compose(verdict -> switch (verdict) {
                    case DONE -> Future.succeededFuture(Done.saying(Sentence.of("done.voter")));
                    case UNKNOWN -> Future.failedFuture(Declined.because("voter-unknown"));
                    case MOVED, NOTHING -> Future.failedFuture(Declined.moved(null));
                });
    }

    private Future<Standing> standing(Setting setting, Order order) {
        return bans.of(setting.campaign().id(), order.requireNumber("voter"))
                .map(found -> found.orElseThrow(() -> Declined.because("voter-unknown")));
    }

    private static Instant untilOf(Setting setting, Order order) {
        var until = order.time("until", setting.zone());
        if (until != null && !until.isAfter(setting.inForce())) {
            throw Declined.because("to-past").with("field", "until");
        }
        return until;
    }

    private static boolean covers(Instant inForceUntil, Instant until) {
        return inForceUntil == null || (until != null && !until.isAfter(inForceUntil));
    }
}

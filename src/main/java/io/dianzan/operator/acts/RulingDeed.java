package io.dianzan.operator.acts;

import io.dianzan.integrity.Ruled;
import io.dianzan.integrity.Ruling;
import io.dianzan.integrity.Rulings;
import io.dianzan.integrity.Rulings.By;
import io.dianzan.integrity.Rulings.Shown;
import io.dianzan.integrity.Selection;
import io.dianzan.operator.staff.Operator;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Map;

/** Rulings on ballots: hold, void and release. Where they are many, the first operator only proposes. */
final class RulingDeed implements Deed {
    private final Rulings rulings;

    RulingDeed(Rulings rulings) {
        this.rulings = rulings;
    }

    @Override
    public Future<Preview> preview(Setting setting, Operator operator, Order order) {
        var settled = Selections.settled(setting, order);
        var selection = Selections.of(setting, settled);
        var campaign = setting.campaign().id();
        var ruling = rulingOf(order.act());
        requireOpenResult(setting, order.act());
        return rulings.weigh(campaign, selection, ruling).compose(weighed -> {
            if (weighed.ballots() == 0) {
                return Future.failedFuture(nothing(weighed.stateToBallots()));
            }
            return rulings.totals(campaign, null).map(totals -> {
                var sentences = new ArrayList<Sentence>();
                sentences.add(Selections.counted(order.act().word() + ".what", weighed));
                sentences.addAll(Selections.told(setting::time, selection));
                sentences.addAll(Selections.moves(setting, weighed, totals));
                var many = weighed.ballots() > setting.fourEyes();
                if (many) {
                    sentences.add(Sentence.of("second").with("most", setting.fourEyes()));
                }
                return Preview.of(settled, sentences, weighed.digest()).waiting(many);
            });
        });
    }

    @Override
    public Future<Done> carryOut(Setting setting, Operator operator, Preview preview, String reason) {
        var order = preview.order();
        var campaign = setting.campaign().id();
        var selection = Selections.of(setting, order);
        var by = new By(operator.name(), reason);
        if (preview.second()) {
            return propose(setting, selection, preview, by);
        }
        var shown = new Shown(preview.version(), setting.fourEyes());
        return rulings.rule(campaign, selection, rulingOf(order.act()), shown, by)
                .compose(RulingDeed::told);
    }

    private Future<Done> propose(Setting setting, Selection selection, Preview preview, By by) {
        var ruling = rulingOf(preview.order().act());
        return rulings.propose(setting.campaign().id(), selection, ruling, preview.version(), by)
                .compose(proposing -> switch (proposing.verdict()) {
                    case DONE ->
                        Future.succeededFuture(new Done(
                                Sentence.of("done.proposed")
                                        .with("proposal", Long.toString(proposing.proposal()))
                                        .with(
                                                "until",
                                                setting.time(setting.now().plus(Rulings.PATIENCE))),
                                proposing.proposal()));
                    case FINAL -> Future.failedFuture(Declined.because("final"));
                    default -> Future.failedFuture(Declined.moved(null));
                });
    }

    /** What became of a ruling, for the operator. */
    static Future<Done> told(Ruled ruled) {
        return switch (ruled.verdict()) {
            case DONE ->
                Future.succeededFuture(Done.saying(Sentence.of("done.ruled").with("ballots", ruled.ballots())));
            case NOTHING -> Future.failedFuture(nothing(ruled.stateToBallots()));
            case FINAL -> Future.failedFuture(Declined.because("final"));
            case UNKNOWN, ENDED -> Future.failedFuture(Declined.because("proposal-ended"));
            case EXPIRED -> Future.failedFuture(Declined.because("proposal-expired"));
            case SAME -> Future.failedFuture(Declined.because("same-operator"));
            case MOVED, MANY -> Future.failedFuture(Declined.moved(null));
        };
    }

    private static Declined nothing(Map<String, Long> met) {
        return Selections.met(Declined.because("nothing"), met);
    }

    private static void requireOpenResult(Setting setting, Act act) {
        if (!act.fits(setting.life().state())) {
            throw Declined.because("final");
        }
    }

    private static Ruling rulingOf(Act act) {
        return switch (act) {
            case HOLD -> Ruling.HOLD;
            case VOID -> Ruling.VOID;
            case RELEASE -> Ruling.RELEASE;
            default -> throw new IllegalArgumentException(act.word());
        };
    }
}

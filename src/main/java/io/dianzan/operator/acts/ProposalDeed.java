package io.dianzan.operator.acts;

import io.dianzan.integrity.Proposed;
import io.dianzan.integrity.Rulings;
import io.dianzan.integrity.Rulings.By;
import io.dianzan.integrity.Weighed;
import io.dianzan.operator.staff.Operator;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** The second pair of eyes: confirms what another operator proposed, as it is now, or takes it back. */
final class ProposalDeed implements Deed {
    private final Rulings rulings;

    ProposalDeed(Rulings rulings) {
        this.rulings = rulings;
    }

    @Override
    public Future<Preview> preview(Setting setting, Operator operator, Order order) {
        var campaign = setting.campaign().id();
        return rulings.waiting(campaign, order.requireNumber("proposal")).compose(found -> {
            var proposed = found.orElseThrow(() -> Declined.because("proposal-ended"));
            if (order.act() == Act.TAKE_BACK) {
                var what = about(Sentence.of("take-back.what"), setting, proposed);
                return Future.succeededFuture(Preview.of(order, List.of(what), Long.toString(proposed.id())));
            }
            if (operator.isSamePerson(proposed.operator())) {
                return Future.failedFuture(Declined.because("same-operator"));
            }
            return rulings.weigh(campaign, proposed.selection(), proposed.ruling())
                    .compose(weighed -> weighed.ballots() == 0
                            ? Future.failedFuture(Selections.met(Declined.because("nothing"), weighed.stateToBallots()))
                            : rulings.totals(campaign, null)
                                    .map(totals -> confirming(setting, order, proposed, weighed, totals)));
        });
    }

    @Override
    public Future<Done> carryOut(Setting setting, Operator operator, Preview preview, String reason) {
        var campaign = setting.campaign().id();
        var proposal = preview.order().requireNumber("proposal");
        var by = new By(operator.name(), reason);
        if (preview.order().act() == Act.CONFIRM) {
            return rulings.confirm(campaign, proposal, preview.version(), by).compose(RulingDeed::told);
        }
        return rulings.takeBack(campaign, proposal, by)
                .compose(ended -> ended
                        ? Future.succeededFuture(Done.saying(Sentence.of("done.taken-back")))
                        : Future.failedFuture(Declined.because("proposal-ended")));
    }

    private static Preview confirming(
            Setting setting, Order order, Proposed proposed, Weighed weighed, Rulings.Totals totals) {
        var sentences = new ArrayList<Sentence>();
        sentences.add(about(Sentence.of("confirm.what"), setting, proposed));
        sentences.add(Selections.counted(proposed.ruling().word() + ".what", weighed));
        sentences.addAll(Selections.told(setting::time, proposed.selection()));
        sentences.addAll(Selections.moves(setting, weighed, totals));
        var same = weighed.digest().equals(proposed.digest());
        if (!same) {
            sentences.add(Sentence.of(weighed.ballots() > proposed.ballots() ? "confirm.grown" : "confirm.changed")
                    .with("shown", proposed.ballots())
                    .with("ballots", weighed.ballots()));
        }
        var preview = Preview.of(order, sentences, weighed.digest());
        // not what the first operator saw: the second one says how many, and so has seen it
        return same ? preview : preview.typing(Long.toString(weighed.ballots()));
    }

    private static Sentence about(Sentence sentence, Setting setting, Proposed proposed) {
        return sentence.with("proposal", Long.toString(proposed.id()))
                .with("operator", proposed.operator())
                .with("reason", proposed.reason())
                .with("act", proposed.ruling().word())
                .with("shown", proposed.ballots())
                .with("time", setting.time(proposed.at()))
                .with("until", setting.time(proposed.expires()));
    }
}

package io.dianzan.operator.acts;

import io.dianzan.campaign.Acts;
import io.dianzan.campaign.CampaignEvent.Kind;
import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.catalogue.Work;
import io.dianzan.integrity.Rulings;
import io.dianzan.operator.staff.Operator;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Acts on a campaign and on its works: events, in force three seconds later. Only a work that is put back takes votes
 * wherever it is known, so at once.
 */
final class CampaignDeed implements Deed {
    private final Acts acts;
    private final Rulings rulings;

    CampaignDeed(Acts acts, Rulings rulings) {
        this.acts = acts;
        this.rulings = rulings;
    }

    @Override
    public Future<Preview> preview(Setting setting, Operator operator, Order order) {
        requireState(setting, order.act());
        var act = actOf(setting, order);
        return inTime(setting, order.act())
                .compose(passed -> rulings.totals(setting.campaign().id(), act.work()))
                .map(totals -> {
                    var sentences = new ArrayList<>(whatHappens(setting, order, act));
                    sentences.add(Sentence.of(act.work() == null ? "has" : "work-has")
                            .with("recorded", totals.recorded())
                            .with("valid", totals.valid()));
                    var preview = Preview.of(order, sentences, versionOf(setting));
                    return order.act() == Act.MAKE_FINAL
                            ? preview.typing(setting.campaign().slug())
                            : preview;
                });
    }

    @Override
    public Future<Done> carryOut(Setting setting, Operator operator, Preview preview, String reason) {
        var order = preview.order();
        return acts.carryOut(
                        setting.campaign(), actOf(setting, order), setting.now(), new Acts.By(operator.name(), reason))
                .compose(verdict -> switch (verdict) {
                    case DONE ->
                        Future.succeededFuture(Done.saying(
                                Sentence.of(order.act() == Act.PUT_BACK ? "done.put-back" : "done.campaign")));
                    case MOVED -> Future.failedFuture(Declined.moved(null));
                    case FINAL -> Future.failedFuture(Declined.because("final"));
                    case UNFENCED -> Future.failedFuture(Declined.because("unfenced"));
                    case FENCED -> Future.failedFuture(Declined.because("fenced"));
                });
    }

    /** A result is final only after its last day is over for good; who looks earlier is told when that will be. */
    private Future<Void> inTime(Setting setting, Act act) {
        if (act != Act.MAKE_FINAL) {
            return Future.succeededFuture();
        }
        return acts.unfencedUntil(setting.campaign(), setting.life().closes()).compose(until -> {
            if (until.isEmpty()) {
                return Future.succeededFuture();
            }
            return Future.failedFuture(
                    until.get().isAfter(setting.now())
                            ? Declined.because("unfenced-until").with("time", setting.time(until.get()))
                            : Declined.because("unfenced"));
        });
    }

    /** Every event and every version of the rules moves the world; the state moves with time too. */
    private static String versionOf(Setting setting) {
        return setting.campaign().world() + "-" + setting.life().state();
    }

    private static void requireState(Setting setting, Act act) {
        var state = setting.life().state();
        if (state == State.FINAL) {
            throw Declined.because("final");
        }
        if (!act.fits(state)) {
            throw Declined.because("state." + act.word());
        }
    }

    private static Acts.Act actOf(Setting setting, Order order) {
        return switch (order.act()) {
            case PAUSE -> Acts.Act.pause(order.text("text"));
            case RESUME -> Acts.Act.of(Kind.RESUME);
            case CLOSE -> Acts.Act.of(Kind.CLOSE);
            case EXTEND -> Acts.Act.extend(newClose(setting, order));
            case WITHDRAW ->
                Acts.Act.on(Kind.WITHDRAW, work(setting, order, false).id());
            case PUT_BACK ->
                Acts.Act.on(Kind.PUT_BACK, work(setting, order, true).id());
            case MAKE_FINAL -> Acts.Act.of(Kind.FINAL);
            default -> throw new IllegalArgumentException(order.act().word());
        };
    }

    private static Instant newClose(Setting setting, Order order) {
        order.require("to");
        var closes = order.time("to", setting.zone());
        if (!closes.isAfter(setting.inForce())) {
            throw Declined.because("to-past").with("field", "to");
        }
        var present = setting.life().closes();
        if (present != null && !closes.isAfter(present)) {
            throw Declined.because("not-later").with("closes", setting.time(present));
        }
        return closes;
    }

    private static Work work(Setting setting, Order order, boolean withdrawn) {
        var work = setting.works().require(order.require("work"));
        if (withdrawn != (work.withdrawnAt() != null)) {
            throw Declined.because(withdrawn ? "not-withdrawn" : "withdrawn").with("number", work.number());
        }
        return work;
    }

    private static List<Sentence> whatHappens(Setting setting, Order order, Acts.Act act) {
        var what = Sentence.of(order.act().word() + ".what").with("time", setting.time(setting.inForce()));
        var closes = setting.life().closes();
        return switch (order.act()) {
            case PAUSE ->
                List.of(
                        what,
                        act.text() == null
                                ? Sentence.of("pause.silent")
                                : Sentence.of("pause.text").with("text", act.text()));
            case EXTEND ->
                List.of(
                        what.with("closes", setting.time(act.closes())),
                        closes == null
                                ? Sentence.of("extend.endless")
                                : Sentence.of("extend.was").with("closes", setting.time(closes)));
            case WITHDRAW, PUT_BACK -> {
                var work = setting.works().require(order.text("work"));
                yield List.of(what.with("number", work.number()).with("title", work.title()));
            }
            default -> List.of(what);
        };
    }
}

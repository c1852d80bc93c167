package io.dianzan.operator.acts;

import io.dianzan.campaign.Stop;
import io.dianzan.integrity.Rulings.Totals;
import io.dianzan.integrity.Selection;
import io.dianzan.integrity.Weighed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which ballots an order names, and how that is told. */
final class Selections {
    /** More works than this are told as a number. */
    private static final int WORKS_TOLD = 5;

    private Selections() {}

    /**
     * The order with the instant up to which it looks. What was accepted later may still be on its way into the ledger:
     * while people vote for a work, no two looks would find the same ballots. Of one voter all are wanted, to the last.
     */
    static Order settled(Setting setting, Order order) {
        if (order.text("voter") != null || order.text(Order.SEEN) != null) {
            return order;
        }
        var seen = setting.now().minus(Stop.LONGEST_FLIGHT).toEpochMilli();
        return order.with(Order.SEEN, Long.toString(seen));
    }

    static Selection of(Setting setting, Order order) {
        var number = order.text("work");
        var selection = new Selection(
                order.number("voter"),
                number == null ? null : setting.works().require(number).number(),
                order.date("day"),
                order.time("since", setting.zone()),
                order.time("before", setting.zone()),
                order.hex("address"),
                order.hex("prefix"),
                order.text("share"));
        if (selection.isEmpty()) {
            throw Declined.because("selection");
        }
        var seen = order.number(Order.SEEN);
        return seen == null ? selection : selection.before(Instant.ofEpochMilli(seen));
    }

    static Sentence counted(String key, Weighed weighed) {
        return Sentence.of(key)
                .with("ballots", weighed.ballots())
                .with("voters", weighed.voters())
                .with("works", (long) weighed.workToMove().size());
    }

    /** {@code times} writes an instant as the campaign's people say it. */
    static List<Sentence> told(Function<Instant, String> times, Selection selection) {
        var sentences = new ArrayList<Sentence>();
        add(sentences, "voter", selection.voter());
        add(sentences, "work", selection.work());
        add(sentences, "day", selection.day());
        add(sentences, "since", selection.since() == null ? null : times.apply(selection.since()));
        add(sentences, "before", selection.before() == null ? null : times.apply(selection.before()));
        add(sentences, "address", selection.address());
        add(sentences, "prefix", selection.prefix());
        add(sentences, "share", selection.share());
        return sentences;
    }

    private static void add(List<Sentence> sentences, String field, Object value) {
        if (value != null) {
            sentences.add(Sentence.of("selected." + field).with(field, value.toString()));
        }
    }

    /** How counts move, work by work, and in all. */
    static List<Sentence> moves(Setting setting, Weighed weighed, Totals totals) {
        var sentences = new ArrayList<Sentence>();
        weighed.workToMove().entrySet().stream().limit(WORKS_TOLD).forEach(entry -> {
            var work = setting.works().byId(entry.getKey());
            sentences.add(Sentence.of("move")
                    .with("number", work.map(found -> found.number()).orElse("?"))
                    .with("title", work.map(found -> found.title()).orElse(""))
                    .with("move", signed(entry.getValue())));
        });
        if (weighed.workToMove().size() > WORKS_TOLD) {
            sentences.add(Sentence.of("move-more")
                    .with("works", (long) weighed.workToMove().size() - WORKS_TOLD));
        }
        var sum = weighed.workToMove().values().stream()
                .mapToLong(Integer::longValue)
                .sum();
        sentences.add(Sentence.of("valid").with("before", totals.valid()).with("after", totals.valid() + sum));
        if (weighed.selected() > weighed.ballots()) {
            sentences.add(Sentence.of("left")
                    .with("left", weighed.selected() - weighed.ballots())
                    .with("valid", count(weighed.stateToBallots(), "valid"))
                    .with("held", count(weighed.stateToBallots(), "held"))
                    .with("void", count(weighed.stateToBallots(), "void"))
                    .with("merged", count(weighed.stateToBallots(), "merged")));
        }
        return sentences;
    }

    /** What was met instead of ballots to rule. */
    static Declined met(Declined declined, Map<String, Long> stateToBallots) {
        return declined.with("valid", count(stateToBallots, "valid"))
                .with("held", count(stateToBallots, "held"))
                .with("void", count(stateToBallots, "void"))
                .with("merged", count(stateToBallots, "merged"));
    }

    private static long count(Map<String, Long> stateToBallots, String state) {
        return stateToBallots.getOrDefault(state, 0L);
    }

    private static String signed(int move) {
        return move > 0 ? "+" + move : move < 0 ? "−" + -move : "0";
    }
}

package io.dianzan.bench;

import java.util.List;
import java.util.Locale;

/** The outcome as a table in Markdown, the budgets below it. */
final class Table {
    /** From here on each read stands before the bare endpoint that it is compared with. */
    private static final int FIRST_READ = 4;

    private final Measured bare;
    private final Measured parked;
    private final Measured vote;
    private final Measured kit;
    private final List<Measured> all;

    /** In the order of {@link Contenders}. */
    Table(List<Measured> all) {
        this.all = all;
        this.bare = all.get(0);
        this.parked = all.get(1);
        this.vote = all.get(2);
        this.kit = all.get(3);
    }

    String text(List<List<Measured>> runs) {
        var text = new StringBuilder("CPU: microseconds for each request, user and system.\n\n");
        text.append(row(
                "what",
                "requests",
                "req/s",
                "CPU",
                "server",
                "PostgreSQL",
                "Redis",
                "JIT apart",
                "all rounds",
                "÷ bare",
                "÷ parked",
                "kit ÷ it"));
        text.append("|---|").append("---:|".repeat(11)).append('\n');
        for (int i = 0; i < all.size(); i++) {
            text.append(row(all.get(i), runs.get(i)));
        }
        return text.append('\n').append(budgets()).toString();
    }

    private String row(Measured run, List<Measured> rounds) {
        var stores = run.contender().stores();
        return row(
                run.contender().name(),
                "%,d".formatted(run.requests()),
                "%,.0f".formatted(run.perSecond()),
                micros(run.total()),
                micros(run.cpu().server()),
                stores ? micros(run.cpu().postgres()) : "–",
                stores ? micros(run.cpu().redis()) : "–",
                micros(run.cpu().jit()),
                "%s–%s"
                        .formatted(
                                micros(rounds.stream()
                                        .mapToDouble(Measured::total)
                                        .min()
                                        .orElseThrow()),
                                micros(rounds.stream()
                                        .mapToDouble(Measured::total)
                                        .max()
                                        .orElseThrow())),
                ratio(run.total() / bare.total()),
                ratio(run.total() / parked.total()),
                ratio(kit.total() / run.total()));
    }

    private String budgets() {
        var text = new StringBuilder();
        budget(text, "a vote, to the bare endpoint", vote.total() / bare.total(), "at most 3.5");
        budget(text, "a vote, to the endpoint that answers in batches", vote.total() / parked.total(), "at most 2.5");
        budget(text, "select and insert, to a vote", kit.total() / vote.total(), "at least 8");
        for (int i = FIRST_READ; i < all.size(); i += 2) {
            budgetOfRead(text, all.get(i), all.get(i + 1));
        }
        return text.append("bytes in an answer: a vote %d, bare %d%n".formatted(vote.bytes(), bare.bytes()))
                .toString();
    }

    private static void budgetOfRead(StringBuilder text, Measured read, Measured bare) {
        var name = "%s (%d bytes), to the bare endpoint that returns %d: "
                .formatted(read.contender().name(), read.bytes(), bare.bytes());
        budget(text, name + "throughput", read.perSecond() / bare.perSecond(), "at least 0.8");
        budget(text, name + "from CPU", bare.total() / read.total(), "at least 0.8");
    }

    private static void budget(StringBuilder text, String what, double ratio, String budget) {
        text.append("%s: %s (budget: %s)%n".formatted(what, ratio(ratio), budget));
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String micros(double micros) {
        return String.format(Locale.ROOT, "%.1f", micros);
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}

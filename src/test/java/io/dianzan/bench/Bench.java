package io.dianzan.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a vote costs, beside what else it might cost, in one run on one machine. */
@Command(
        name = "scripts/bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the CPU time that the server, PostgreSQL and Redis take for each request: for a vote, for endpoints"
                    + " that do nothing, for a vote as the vote kits take it, and for reads. Everything is started for"
                    + " the run, in a temporary folder, durable as in earnest. The load comes from a process of its own,"
                    + " which is not counted.",
            "Progress goes to standard error, the table to standard output. Compare the ratios of one run, not the"
                    + " figures of two."
        },
        footer = {
            "",
            "Exit status: 0 done, 1 an answer was not 200 or the ledger is not what was answered, 2 wrong usage."
        })
public final class Bench implements Callable<Integer> {
    @Option(names = "--votes", defaultValue = "60000", description = "Votes in each round (${DEFAULT-VALUE}).")
    private int votes;

    @Option(names = "--connections", defaultValue = "128", description = "Connections at once (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "Rounds, of which the median counts (${DEFAULT-VALUE}).")
    private int rounds;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws IOException, SQLException {
        say("starting the server and its stores");
        try (var site = BenchSite.start(List.of(Contenders.VOTE, Contenders.KIT));
                var ledger = Ledger.open(site.config())) {
            ledger.requireDurability();
            var voters = votes * (rounds + 1);
            say("making %,d voters and their tokens", voters);
            var first = ledger.register(voters);
            var electorate = new Electorate(BenchEndpoints.tokens(site.config()), first, voters);
            var contenders = Contenders.of(site, ledger, electorate);
            measure(new Rounds(site.processes(), ledger, connections), contenders);
            return 0;
        } catch (WrongAnswer e) {
            say("%s", e.getMessage());
            return 1;
        }
    }

    private void measure(Rounds measuring, List<Contender> contenders) throws IOException, SQLException {
        var runs = new ArrayList<List<Measured>>();
        contenders.forEach(contender -> runs.add(new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            say(round == 0 ? "warming up" : "round " + round + " of " + rounds);
            for (int i = 0; i < contenders.size(); i++) {
                var run = measuring.run(contenders.get(i), round * votes, votes);
                say(
                        "  %-26s %,8.0f/s %6.1f µs (%.1f / %.1f / %.1f)",
                        contenders.get(i).name(),
                        run.perSecond(),
                        run.total(),
                        run.cpu().server(),
                        run.cpu().postgres(),
                        run.cpu().redis());
                if (round > 0) {
                    runs.get(i).add(run);
                }
            }
        }
        System.out.print(new Table(runs.stream().map(Measured::median).toList()).text(runs));
    }

    private static void say(String format, Object... values) {
        System.err.println(format.formatted(values));
    }
}

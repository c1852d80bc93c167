package io.dianzan.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a vote costs, beside what else it might cost, in one run on one machine; {@code scripts/bench} has the help. */
@Command(name = "scripts/bench")
public final class Bench implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--votes", defaultValue = "60000")
    private int votes;

    @Option(names = "--connections", defaultValue = "128")
    private int connections;

    @Option(names = "--rounds", defaultValue = "3")
    private int rounds;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws SQLException {
        if (votes < 1 || connections < 1 || rounds < 1) {
            throw new ParameterException(spec.commandLine(), "every number must be at least 1");
        }
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
        } catch (WrongAnswer | IOException e) {
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

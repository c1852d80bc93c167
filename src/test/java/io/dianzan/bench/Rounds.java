package io.dianzan.bench;

import java.io.IOException;
import java.sql.SQLException;

/** Runs contenders one at a time and reads the processes' clocks around each. */
final class Rounds {
    private final Processes processes;
    private final Ledger ledger;
    private final int connections;

    Rounds(Processes processes, Ledger ledger, int connections) {
        this.processes = processes;
        this.ledger = ledger;
        this.connections = connections;
    }

    /** One run with the voters from {@code from} on; refuses to measure what did not do its work. */
    Measured run(Contender contender, int from, int votes) throws IOException, SQLException {
        var count = contender.count(votes);
        var ballots = ballots(contender);
        try (var load = new Load(contender.port(), connections)) {
            var before = processes.cpuTime();
            var outcome = load.run(contender.requests().apply(from), count);
            var cpu = processes.cpuTime().since(before).per(count);
            check(contender, outcome, ballots(contender) - ballots);
            return new Measured(
                    contender, count, count / (outcome.nanos() / 1e9), (int) (outcome.bytes() / count), cpu);
        }
    }

    private long ballots(Contender contender) throws SQLException {
        return contender.campaign() == null ? 0 : ledger.ballots(contender.campaign());
    }

    private static void check(Contender contender, Load.Outcome outcome, long rows) {
        if (outcome.wrong() != null) {
            throw new WrongAnswer(contender.name() + " answered:\n" + outcome.wrong());
        }
        if (contender.campaign() != null && (rows != outcome.recorded() || rows != outcome.answered())) {
            throw new WrongAnswer("%s: %,d requests, %,d answered as recorded, %,d rows"
                    .formatted(contender.name(), outcome.answered(), outcome.recorded(), rows));
        }
    }
}

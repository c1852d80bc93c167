package io.dianzan.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;

/** What is measured, in this order in every round. */
final class Contenders {
    static final String VOTE = "vote";
    static final String KIT = "kit";

    private Contenders() {}

    static List<Contender> of(BenchSite site, Ledger ledger, Electorate electorate) throws SQLException {
        var ports = site.endpoints();
        var works = ledger.works(VOTE);
        var day = ledger.day(VOTE);
        IntFunction<Requests> votes = from -> electorate.votes(VOTE, works, day, from);
        IntFunction<Requests> kitVotes = from -> electorate.votes(KIT, works, day, from);
        return List.of(
                new Contender("bare, at once", ports.bare(), null, false, 3, votes),
                new Contender("bare, parked, in batches", ports.parked(), null, false, 3, votes),
                new Contender("vote", site.port(), VOTE, true, 1, votes),
                new Contender("select, then insert", ports.kit(), KIT, true, 0.2, kitVotes),
                read("works?page=1", site),
                read("tally", site));
    }

    /** Reads are answered from memory, whatever the stores do meanwhile. */
    private static Contender read(String what, BenchSite site) {
        var requests = Requests.get("/v1/campaigns/" + VOTE + "/" + what);
        return new Contender(what, site.port(), null, false, 2, from -> requests);
    }
}

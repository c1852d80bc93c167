package io.dianzan.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What is measured, in this order in every round. */
final class Contenders {
    static final String VOTE = "vote";
    static final String KIT = "kit";
    private static final int VISITORS = 1_000;
    private static final Requests PAGE = Requests.get("/");

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
                read("tally", site),
                page(site),
                new Contender("bare, a page's bytes", ports.large(), null, false, 2, from -> PAGE));
    }

    /** The first view of many visitors, each with an order of the works of his own. */
    private static Contender page(BenchSite site) {
        var visitors = IntStream.range(0, VISITORS)
                .mapToObj(i -> Requests.get("/c/" + VOTE, "Cookie: visitor=%022d\r\n".formatted(i)))
                .toList();
        return new Contender(
                "page of the campaign",
                site.port(),
                null,
                false,
                2,
                from -> (number, into) -> visitors.get(number % VISITORS).put(number, into));
    }

    /** Reads are answered from memory, whatever the stores do meanwhile. */
    private static Contender read(String what, BenchSite site) {
        var requests = Requests.get("/v1/campaigns/" + VOTE + "/" + what);
        return new Contender(what, site.port(), null, false, 2, from -> requests);
    }
}

package io.dianzan.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** What is measured, in this order in every round. */
final class Contenders {
    static final String VOTE = "vote";
    static final String KIT = "kit";
    private static final int VISITORS = 1_000;
    /** Requests for each vote: enough to be measured; of pages, enough to outlast what is kept of them. */
    private static final double READS = 2;

    private static final double PAGES = 6;
    /** As many digits as the bytes of a read have. */
    private static final int SOME = 1_000;

    private Contenders() {}

    static List<Contender> of(BenchSite site, Ledger ledger, Electorate electorate) throws SQLException, IOException {
        var ports = site.endpoints();
        var works = ledger.works(VOTE);
        var day = ledger.day(VOTE);
        IntFunction<Requests> votes = from -> electorate.votes(VOTE, works, day, from);
        IntFunction<Requests> kitVotes = from -> electorate.votes(KIT, works, day, from);
        var contenders = new ArrayList<>(List.of(
                new Contender("bare, at once", ports.bare(), null, false, 3, votes),
                new Contender("bare, parked, in batches", ports.parked(), null, false, 3, votes),
                new Contender("vote", site.port(), VOTE, true, 1, votes),
                new Contender("select, then insert", ports.kit(), KIT, true, 0.2, kitVotes)));
        contenders.addAll(read("works?page=1", site, READS, read("works?page=1")));
        contenders.addAll(read("tally", site, READS, read("tally")));
        contenders.addAll(read("page of the campaign", site, PAGES, page()));
        return contenders;
    }

    /** A read, answered from memory, and the bare endpoint that is asked the same and returns as many bytes. */
    private static List<Contender> read(String what, BenchSite site, double share, Requests requests)
            throws IOException {
        var bare = site.endpoints().asLong();
        var head = bytes(bare, requests.wanting(SOME)) - SOME;
        var asked = requests.wanting(bytes(site.port(), requests) - head);
        return List.of(
                new Contender(what, site.port(), null, false, share, from -> asked),
                new Contender("bare, as many bytes", bare, null, false, share, from -> asked));
    }

    private static int bytes(int port, Requests requests) throws IOException {
        try (var load = new Load(port, 1)) {
            return (int) load.run(requests, 1).bytes();
        }
    }

    private static Requests read(String what) {
        return Requests.get("/v1/campaigns/" + VOTE + "/" + what);
    }

    /** The first view of many visitors, each with an order of the works of his own. */
    private static Requests page() {
        var visitors = IntStream.range(0, VISITORS)
                .mapToObj(i -> Requests.get("/c/" + VOTE, "Cookie: visitor=%022d\r\n".formatted(i)))
                .toList();
        return (number, into) -> visitors.get(number % VISITORS).put(number, into);
    }
}

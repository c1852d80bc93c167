package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.RawHttp.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of how each answer of the contract is brought about, by the name of its example: operation, status, example.
 * What breaks the server for good stands last.
 */
final class Provocations {
    /** Faults of ours in what only reads, or asks others: no way to bring one about is known, or it would have been mended. */
    private static final Set<String> NO_WAY_IS_KNOWN = Stream.of(
                    "contract",
                    "campaign",
                    "works",
                    "work",
                    "tally",
                    "live",
                    "start",
                    "me",
                    "file",
                    "jsConfig",
                    "rules",
                    "site")
            .map(operation -> operation + " 500 internal")
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Supplier<Answer>> nameToTry = new LinkedHashMap<>();
    private final Asks asks;
    private final ContractSite site;

    Provocations(OpenApi contract, Asks asks, ContractSite site) {
        this.asks = asks;
        this.site = site;
        contract.operations().forEach(this::whateverIsAsked);
        reads();
        lists();
        tallies();
        streams();
        new LoginProvocations(asks, site, this::on);
        new VoterProvocations(asks, site, this::on);
        new JsConfigProvocations(asks, this::on);
        new ShareProvocations(asks, site, this::on);
        new VoteProvocations(asks, site, this::on);
    }

    Map<String, Supplier<Answer>> all() {
        return nameToTry;
    }

    static boolean isKnownToHaveNone(String name) {
        return NO_WAY_IS_KNOWN.contains(name);
    }

    private void on(String name, Supplier<Answer> way) {
        if (nameToTry.put(name, way) != null) {
            throw new AssertionError("two ways to " + name);
        }
    }

    private void on(String name, Ask ask) {
        on(name, () -> asks.send(ask));
    }

    private void whateverIsAsked(OpenApi.Operation operation) {
        var id = operation.id();
        on(id + " 400 request", asks.of(id, "demo").without("Host"));
        on(id + " 414 url", asks.of(id, "demo").query("long", "a".repeat(4_200)));
        on(id + " 431 headers", asks.of(id, "demo").header("X-Long", "a".repeat(8_300)));
        if (operation.secured()) {
            refusedVoter(operation);
        }
        if (operation.path().contains("{slug}")) {
            on(id + " 404 campaign-unknown", asks.of(id, "nobody"));
        }
        if (operation.path().contains("{number}")) {
            on(id + " 404 work-unknown", asks.of(id, "demo", "9999"));
        }
        if (operation.method().equals("POST")) {
            on(id + " 413 body", asks.of(id, "demo").body("x".repeat(5_000)));
        }
        if (operation.node().path("responses").has("304")) {
            on(id + " 304", () -> Asks.until(answer -> answer.status() == 304, () -> askedAgain(id)));
        }
    }

    private void refusedVoter(OpenApi.Operation operation) {
        var id = operation.id();
        on(id + " 401 login-required", asks.of(id, "demo").without("Authorization"));
        on(id + " 401 token-expired", asks.of(id, "demo").header("Authorization", "Bearer " + site.expiredToken()));
        on(
                id + " 401 token-revoked",
                () -> asks.send(asks.of(id, "demo").header("Authorization", "Bearer " + site.endedToken())));
        if (!operation.method().equals("GET")) {
            on(
                    id + " 403 origin-foreign",
                    () -> asks.send(asks.of(id, "demo")
                            .without("Authorization")
                            .header("Cookie", "vote=" + site.phone().token())
                            .header("Origin", "https://evil.example")));
        }
    }

    private Answer askedAgain(String id) {
        var tag = asks.send(asks.of(id, "demo")).headers().get("ETag");
        return asks.send(asks.of(id, "demo").header("If-None-Match", tag));
    }

    private void reads() {
        on("otherwise PathUnknown path-unknown", new Ask("GET", "/nowhere"));
        on("otherwise Method method", new Ask("DELETE", "/v1/campaigns/demo"));
        on("contract 200 document", asks.of("contract", ""));
        on("campaign 200 open", asks.of("campaign", "demo"));
        on("campaign 200 always-open", asks.of("campaign", "five-a-day"));
        on("campaign 200 not-begun", asks.of("campaign", "early"));
        on("campaign 200 paused", asks.of("campaign", "paused"));
        on("campaign 200 closed", asks.of("campaign", "over"));
        on("campaign 200 delayed", asks.of("campaign", "delayed"));
        on("campaign 200 rounded", asks.of("campaign", "rounded"));
        on("campaign 200 results-hidden", asks.of("campaign", "hidden"));
        on("rules 200 rules", asks.of("rules", "demo"));
        on("site 200 site", asks.of("site"));
        on("work 200 work", asks.of("work", "demo"));
        on("work 200 results-hidden", asks.of("work", "hidden"));
        on("work 403 work-withdrawn", asks.of("work", "demo", "0099"));
    }

    private void lists() {
        on("works 200 page", asks.of("works", "demo"));
        on("works 200 results-hidden", asks.of("works", "hidden"));
        on("works 400 category", asks.of("works", "demo").query("category", "摄".repeat(41)));
        on("works 400 q", asks.of("works", "demo").query("q", "春".repeat(65)));
        on("works 400 sort", asks.of("works", "demo").query("sort", "rank"));
        on("works 400 seed", asks.of("works", "demo").query("seed", "10000"));
        on("works 400 page", asks.of("works", "demo").query("page", "0"));
        on("works 400 size", asks.of("works", "demo").query("size", "101"));
        on("works 403 results-hidden", asks.of("works", "hidden").query("sort", "votes"));
    }

    private void tallies() {
        on("tally 200 all", asks.of("tally", "demo"));
        on("tally 200 changed", () -> {
            var since = asOf();
            site.phone().tap("two", "0051");
            return tallyThat(answer -> answer.contains("0051"), since);
        });
        on("tally 200 fell", () -> {
            site.phone().tap("two", "0052");
            var taken = "UPDATE tally SET valid = valid - 1 WHERE valid = 1 AND work = (SELECT w.id FROM work w"
                    + " JOIN campaign c ON c.id = w.campaign WHERE slug = 'two' AND number = '0052')";
            Eventually.holds(
                    "a vote is folded",
                    () -> site.stores()
                                    .number("SELECT count(*) FROM tally t JOIN work w ON w.id = t.work"
                                            + " WHERE w.number = '0052'")
                            == 1);
            tallyThat(answer -> answer.contains("{\"number\":\"0052\",\"votes\":1}"), null);
            // a since is answered from a reading before it, so that nothing is missed: one that knows of the vote
            var since = new AtomicReference<String>();
            Eventually.holds("a reading before has the vote", () -> {
                since.set(asOf());
                return !tallySince(since.get()).body().contains("0052");
            });
            site.stores().execute(taken);
            return tallyThat(answer -> answer.contains("\"fell\""), since.get());
        });
        on("tally 400 since", asks.of("tally", "demo").query("since", "yesterday"));
        on("tally 403 results-hidden", asks.of("tally", "hidden"));
    }

    private void streams() {
        on("live 200 all", asks.of("live", "demo"));
        on("live 400 since", asks.of("live", "demo").query("since", "yesterday"));
        on("live 400 last-event-id", asks.of("live", "demo").header("Last-Event-ID", "yesterday"));
        on("live 403 results-hidden", asks.of("live", "hidden"));
        on("live 503 busy", () -> site.withAllStreamsOpen(() -> asks.send(asks.of("live", "demo"))));
    }

    private String asOf() {
        return Asks.json(asks.send(asks.of("tally", "two"))).getLong("asOf").toString();
    }

    private Answer tallyThat(Predicate<String> fits, String since) {
        return Asks.until(answer -> fits.test(answer.body()), () -> tallySince(since));
    }

    private Answer tallySince(String since) {
        var ask = asks.of("tally", "two");
        return asks.send((since == null ? ask : ask.query("since", since)));
    }
}

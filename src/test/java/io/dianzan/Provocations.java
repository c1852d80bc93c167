package io.dianzan;

import com.fasterxml.jackson.databind.JsonNode;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    /** Faults of ours in what only reads memory: no way to bring one about is known, or it would have been mended. */
    private static final Set<String> NO_WAY_IS_KNOWN = Stream.of("contract", "campaign", "works", "work", "tally", "me")
            .map(operation -> operation + " 500 internal")
            .collect(Collectors.toUnmodifiableSet());

    private final Map<String, Supplier<Answer>> nameToTry = new LinkedHashMap<>();
    private final OpenApi contract;
    private final ContractSite site;

    Provocations(OpenApi contract, ContractSite site) {
        this.contract = contract;
        this.site = site;
        contract.operations().forEach(this::whateverIsAsked);
        reads();
        lists();
        tallies();
        logins();
        votes();
        refusedVotes();
        faults();
        unreadWorks();
    }

    Map<String, Supplier<Answer>> all() {
        return nameToTry;
    }

    static boolean isKnownToHaveNone(String name) {
        return NO_WAY_IS_KNOWN.contains(name);
    }

    /** A request as the contract's first examples have it, by a voter of its own where one is needed. */
    Ask plain(OpenApi.Operation operation) {
        return of(operation.id(), "demo");
    }

    /** The same with another value for one of its parameters. */
    Ask with(OpenApi.Operation operation, JsonNode parameter, String value) {
        var name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "path" -> filled(ask(operation.id()).place(name, value));
            case "query" -> plain(operation).query(name, value);
            default -> plain(operation).header(name, value);
        };
    }

    private Ask ask(String operation) {
        return ask(operation, "demo");
    }

    /** With the places of its path still open, but for the campaign. */
    private Ask ask(String id, String slug) {
        var operation = contract.operation(id);
        var ask = new Ask(operation.method(), operation.path()).place("slug", slug);
        if (operation.secured()) {
            ask.as(site.phone());
        }
        return ask;
    }

    private Ask of(String id, String slug) {
        return filled(ask(id, slug));
    }

    /** Fills what is still open of the path with the contract's first example. */
    private Ask filled(Ask ask) {
        contract.operations().stream()
                .flatMap(operation -> operation.parameters().stream())
                .filter(parameter -> parameter.path("in").asText().equals("path"))
                .forEach(parameter -> ask.place(
                        parameter.path("name").asText(),
                        contract.examples(parameter).get(0).value().asText()));
        return ask;
    }

    private void on(String name, Supplier<Answer> way) {
        if (nameToTry.put(name, way) != null) {
            throw new AssertionError("two ways to " + name);
        }
    }

    private void on(String name, Ask ask) {
        on(name, () -> ask.of(site.server()));
    }

    private void whateverIsAsked(OpenApi.Operation operation) {
        var id = operation.id();
        on(id + " 400 request", of(id, "demo").without("Host"));
        on(id + " 414 url", of(id, "demo").query("long", "a".repeat(4_200)));
        on(id + " 431 headers", of(id, "demo").header("X-Long", "a".repeat(8_300)));
        if (operation.secured()) {
            on(id + " 401 login-required", of(id, "demo").without("Authorization"));
            on(id + " 401 token-expired", of(id, "demo").header("Authorization", "Bearer " + site.expiredToken()));
        }
        if (operation.path().contains("{slug}")) {
            on(id + " 404 campaign-unknown", of(id, "nobody"));
        }
        if (operation.path().contains("{number}")) {
            on(id + " 404 work-unknown", filled(ask(id, "demo").place("number", "9999")));
        }
        if (operation.method().equals("POST")) {
            on(id + " 413 body", of(id, "demo").body("x".repeat(5_000)));
        }
        if (operation.node().path("responses").has("304")) {
            on(
                    id + " 304",
                    () -> until(answer -> answer.status() == 304, () -> of(id, "demo")
                            .header(
                                    "If-None-Match",
                                    of(id, "demo").of(site.server()).headers().get("ETag"))
                            .of(site.server())));
        }
    }

    private void reads() {
        on("otherwise PathUnknown path-unknown", new Ask("GET", "/nowhere"));
        on("otherwise Method method", new Ask("DELETE", "/v1/campaigns/demo"));
        on("contract 200 document", of("contract", ""));
        on("campaign 200 open", of("campaign", "demo"));
        on("campaign 200 always-open", of("campaign", "five-a-day"));
        on("campaign 200 not-begun", of("campaign", "early"));
        on("campaign 200 paused", of("campaign", "paused"));
        on("campaign 200 closed", of("campaign", "over"));
        on("campaign 200 results-hidden", of("campaign", "hidden"));
        on("work 200 work", of("work", "demo"));
        on("work 200 results-hidden", of("work", "hidden"));
        on("work 403 work-withdrawn", ask("work", "demo").place("number", "0099"));
    }

    private void lists() {
        on("works 200 page", of("works", "demo"));
        on("works 200 results-hidden", of("works", "hidden"));
        on("works 400 category", of("works", "demo").query("category", "摄".repeat(41)));
        on("works 400 q", of("works", "demo").query("q", "春".repeat(65)));
        on("works 400 sort", of("works", "demo").query("sort", "rank"));
        on("works 400 page", of("works", "demo").query("page", "0"));
        on("works 400 size", of("works", "demo").query("size", "101"));
        on("works 403 results-hidden", of("works", "hidden").query("sort", "votes"));
    }

    private void tallies() {
        on("tally 200 all", of("tally", "demo"));
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
        on("tally 400 since", of("tally", "demo").query("since", "yesterday"));
        on("tally 403 results-hidden", of("tally", "hidden"));
    }

    private String asOf() {
        return json(of("tally", "two").of(site.server())).getLong("asOf").toString();
    }

    private Answer tallyThat(Predicate<String> fits, String since) {
        return until(answer -> fits.test(answer.body()), () -> tallySince(since));
    }

    private Answer tallySince(String since) {
        var ask = of("tally", "two");
        return (since == null ? ask : ask.query("since", since)).of(site.server());
    }

    private void logins() {
        on("login 200 token", () -> login(site.loginCode()));
        on("login 400 body", of("login", "").body("{\"code\":"));
        on("login 400 code", of("login", "").body("{}"));
        on("login 400 code-invalid", () -> login("nobody-made-this"));
        on("login 403 account-risky", () -> loginWith(40226));
        on(
                "login 404 provider-unknown",
                ask("login").place("provider", "nobody").body("{}"));
        on("login 409 code-used", () -> {
            var code = site.loginCode();
            login(code);
            return login(code);
        });
        on("login 429 too-fast", () -> loginWith(45011));
        on("login 503 provider-down", () -> loginWith(50001));
    }

    private Answer login(String code) {
        return of("login", "").body(new JsonObject().put("code", code).encode()).of(site.server());
    }

    private Answer loginWith(int errcode) {
        var code = site.loginCode();
        site.orderFault(errcode);
        return login(code);
    }

    private void votes() {
        on("vote 200 recorded", of("vote", "demo"));
        on("vote 200 repeat", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017", "k");
            return vote("demo", "0017", phone).header("Idempotency-Key", "k").of(site.server());
        });
        on("vote 200 results-hidden", of("vote", "hidden"));
        on("vote 400 key", of("vote", "demo").header("Idempotency-Key", "a key"));
        on("vote 400 key-needed", of("vote", "five-a-day"));
        on("vote 400 day", of("vote", "demo").query("day", "29.2.2024"));
        on("vote 400 day-to-come", of("vote", "demo").query("day", "2098-12-31"));
        on("me 200 voted", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017");
            return of("me", "demo").as(phone).of(site.server());
        });
        on("me 200 last-day", of("me", "over"));
    }

    private Ask vote(String slug, String number, Phone phone) {
        return ask("vote", slug).place("number", number).as(phone);
    }

    private void refusedVotes() {
        on("vote 403 not-open", of("vote", "early"));
        on("vote 403 paused", of("vote", "paused"));
        on("vote 403 closed", of("vote", "over"));
        on("vote 403 work-withdrawn", ask("vote").place("number", "0099"));
        on("vote 403 voter-banned", () -> {
            var phone = site.phone();
            site.stores().execute("INSERT INTO ban VALUES (" + phone.voter() + ", campaign_time(), NULL, 'test')");
            return vote("demo", "0017", phone).of(site.server());
        });
        on("vote 409 quota-spent", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017");
            return vote("demo", "0018", phone).of(site.server());
        });
        on("vote 409 work-spent", () -> {
            var phone = site.phone();
            phone.tap("once", "0016");
            // the vote of another day
            site.stores()
                    .execute("INSERT INTO turn SELECT c.id, " + phone.voter() + ", 2, date '2024-02-28', w.id"
                            + " FROM campaign c JOIN work w ON w.campaign = c.id"
                            + " WHERE slug = 'once' AND number = '0017'");
            return vote("once", "0017", phone).of(site.server());
        });
        on("vote 409 day-over", of("vote", "demo").query("day", "2024-02-29"));
        on("vote 409 key-reused", () -> {
            var phone = site.phone();
            phone.tap("two", "0017", "k");
            return vote("two", "0018", phone).header("Idempotency-Key", "k").of(site.server());
        });
        on("vote 429 too-fast", () -> {
            var phone = site.phone();
            // a window may end between two taps, but not between three
            phone.tap("strict", "0017");
            return until(answer -> answer.status() == 429, () -> vote("strict", "0017", phone)
                    .of(site.server()));
        });
    }

    private void faults() {
        on("login 503 busy", () -> damaged("voter", "53100", () -> login(site.loginCode())));
        on("login 500 internal", () -> damaged("voter", "P0001", () -> login(site.loginCode())));
        on(
                "vote 500 internal",
                () -> damaged("ballot", "P0001", () -> of("vote", "demo").of(site.server())));
        on("vote 503 outcome-unknown", () -> damaged("ballot", "57P01", this::unansweredVote));
    }

    /** The session ends in the midst of the call, so that nobody knows; then the campaign moves on. */
    private Answer unansweredVote() {
        var before = site.damages();
        var ask = of("vote", "demo");
        var answer = CompletableFuture.supplyAsync(() -> ask.of(site.server()));
        Eventually.holds("the vote was tried", () -> site.damages() > before);
        site.stores().execute("UPDATE campaign SET world = world + 1 WHERE slug = 'demo'");
        return answer.join();
    }

    private Answer damaged(String table, String state, Supplier<Answer> way) {
        site.damage(table, state);
        try {
            return way.get();
        } finally {
            site.repair(table);
        }
    }

    private void unreadWorks() {
        for (var id : Set.of("campaign", "works", "work", "tally", "vote", "me")) {
            on(id + " 503 busy", () -> {
                site.hideWorks();
                return until(
                        answer -> answer.status() == 503, () -> of(id, "unread").of(site.server()));
            });
        }
    }

    private static Answer until(Predicate<Answer> fits, Supplier<Answer> way) {
        var last = new AtomicReference<Answer>();
        Eventually.holds("an answer fits", () -> {
            last.set(way.get());
            return fits.test(last.get());
        });
        return last.get();
    }

    static JsonObject json(Answer answer) {
        return new JsonObject(answer.body());
    }
}

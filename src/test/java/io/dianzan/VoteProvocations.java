package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The part of {@link Provocations} that is about votes. */
final class VoteProvocations {
    private final Asks asks;
    private final ContractSite site;
    private final BiConsumer<String, Supplier<Answer>> ways;

    VoteProvocations(Asks asks, ContractSite site, BiConsumer<String, Supplier<Answer>> ways) {
        this.asks = asks;
        this.site = site;
        this.ways = ways;
        votes();
        refusedVotes();
        faults();
    }

    private void on(String name, Supplier<Answer> way) {
        ways.accept(name, way);
    }

    private void on(String name, Ask ask) {
        on(name, () -> asks.send(ask));
    }

    private void votes() {
        on("vote 200 recorded", asks.of("vote", "demo"));
        on("vote 200 repeat", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017", "k");
            return asks.send(vote("demo", "0017", phone).header("Idempotency-Key", "k"));
        });
        on("vote 200 results-hidden", asks.of("vote", "hidden"));
        on("vote 400 key", asks.of("vote", "demo").header("Idempotency-Key", "a key"));
        on("vote 400 key-needed", asks.of("vote", "five-a-day"));
        on("vote 400 day", asks.of("vote", "demo").query("day", "29.2.2024"));
        on("vote 400 day-to-come", asks.of("vote", "demo").query("day", "2098-12-31"));
        on("me 200 voted", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017");
            return asks.send(asks.of("me", "demo").as(phone));
        });
        on("me 200 last-day", asks.of("me", "over"));
    }

    private Ask vote(String slug, String number, Phone phone) {
        return asks.of("vote", slug, number).as(phone);
    }

    private void refusedVotes() {
        on("vote 403 not-open", asks.of("vote", "early"));
        on("vote 403 paused", asks.of("vote", "paused"));
        on("vote 403 closed", asks.of("vote", "over"));
        on("vote 403 work-withdrawn", asks.of("vote", "demo", "0099"));
        on("vote 403 voter-banned", () -> {
            var phone = site.phone();
            site.stores().execute("INSERT INTO ban VALUES (" + phone.voter() + ", campaign_time(), NULL, 'test')");
            return asks.send(vote("demo", "0017", phone));
        });
        on("vote 403 union-required", () -> asks.send(vote("linked", "0017", site.unlinkedPhone())));
        on("vote 403 channel-closed", asks.of("vote", "pages"));
        on("vote 409 quota-spent", () -> {
            var phone = site.phone();
            phone.tap("demo", "0017");
            return asks.send(vote("demo", "0018", phone));
        });
        on("vote 409 work-spent", () -> {
            var phone = site.phone();
            phone.tap("once", "0016");
            // the vote of another day
            site.stores()
                    .execute("INSERT INTO turn SELECT c.id, " + phone.voter() + ", 2, date '2024-02-28', w.id"
                            + " FROM campaign c JOIN work w ON w.campaign = c.id"
                            + " WHERE slug = 'once' AND number = '0017'");
            return asks.send(vote("once", "0017", phone));
        });
        on("vote 409 day-over", asks.of("vote", "demo").query("day", "2024-02-29"));
        on("vote 409 key-reused", () -> {
            var phone = site.phone();
            phone.tap("two", "0017", "k");
            return asks.send(vote("two", "0018", phone).header("Idempotency-Key", "k"));
        });
        on("vote 429 too-fast", () -> {
            var phone = site.phone();
            // until, for a window may end between two taps
            phone.tap("strict", "0017");
            return Asks.until(answer -> answer.status() == 429, () -> asks.send(vote("strict", "0017", phone)));
        });
    }

    private void faults() {
        on("vote 500 internal", () -> site.damaged("ballot", "P0001", () -> asks.send(asks.of("vote", "demo"))));
        on("vote 503 outcome-unknown", () -> site.damaged("ballot", "57P01", this::unansweredVote));
        // for a second after this nobody is let through but a probe
        on("vote 503 busy", () -> site.damaged("ballot", "53100", () -> asks.send(asks.of("vote", "demo"))));
        on("me 503 busy", () -> site.withoutBallots(() -> asks.send(asks.of("me", "demo"))));
        on("vote 503 clock-wrong", () -> {
            site.moveClock();
            return Asks.until(
                    answer -> answer.body().contains("clock-wrong"), () -> asks.send(asks.of("vote", "demo")));
        });
    }

    /** The session ends in the midst of the call, so that nobody knows; then the campaign moves on. */
    private Answer unansweredVote() {
        var before = site.damages();
        var ask = asks.of("vote", "demo");
        var answer = CompletableFuture.supplyAsync(() -> asks.send(ask));
        Eventually.holds("the vote was tried", () -> site.damages() > before);
        site.stores().execute("UPDATE campaign SET world = world + 1 WHERE slug = 'demo'");
        return answer.join();
    }
}

package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Browser;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two voters turn out to be one, on two processes: one account came without a unionid first. */
class MergeIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite();
    private static final AtomicInteger PEOPLE = new AtomicInteger();
    /** Votes without a unionid count here, for until they are known to be one the two are two. */
    private static final String CHANNELS = "channels: [mini-program, page]\nonePerson: false\n";

    private static RunningServer here;
    private static RunningServer there;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        SITE.campaign("one", "perDay: 1", CHANNELS)
                .campaign("three", "perDay: 3", CHANNELS)
                .campaign("once", "perDay: 3, sameWork: once", CHANNELS)
                .provider("other", "kind: wechat-page, appid: wxsandbox000000002");
        here = SITE.server();
        there = SITE.server();
        client = Phone.connections(VERTX, 256);
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    /** A person with two phones, who are two voters until {@link #merge()}. */
    private static final class Person {
        private final String name = "person" + PEOPLE.incrementAndGet();
        private final Phone a = await(byMiniProgram(false));
        private final Phone b =
                Phone.with(client, new Browser().login("http://127.0.0.1:" + there.port(), "other", name), there);

        private Future<Phone> byMiniProgram(boolean union) {
            return Phone.loggingIn(client, here, "wechat", "wxsandbox000000001", name, union)
                    .map(answer -> {
                        assertThat(answer.status()).as(answer.json().encode()).isEqualTo(200);
                        return Phone.with(client, answer.json().getString("token"), here);
                    });
        }

        /** The first phone brings its unionid. */
        Future<Phone> merging() {
            return byMiniProgram(true);
        }

        Phone merge() {
            return await(merging());
        }
    }

    @Test
    void the_vote_of_one_is_the_vote_of_both() {
        var person = new Person();
        assertThat(person.b.tap("one", "0001", "kb").recorded()).isTrue();

        var both = person.merge();

        assertThat(both.tap("one", "0002", "ka").code()).isEqualTo("quota-spent");
        assertThat(both.on(there).tap("one", "0001", "kb").repeat()).isTrue();
        assertThat(both.tap("one", "0001", "other-key").repeat()).isTrue();
        assertThat(both.tap("one", "0002", "kb").code()).isEqualTo("key-reused");
        assertThat(both.me("one").json().getInteger("left")).isZero();
        assertThat(both.me("one").json().getJsonArray("today")).containsExactly("0001");
        assertThat(valid(person, "one")).isEqualTo(1);
    }

    @Test
    void of_two_votes_where_one_is_allowed_the_first_counts() {
        var person = new Person();
        assertThat(person.a.tap("one", "0003", "ka").recorded()).isTrue();
        assertThat(person.b.tap("one", "0004", "kb").recorded()).isTrue();

        var both = person.merge();

        assertThat(valid(person, "one")).isEqualTo(1);
        assertThat(SITE.number("SELECT count(*) FROM ruling r JOIN ballot b USING (campaign, day, voter, slot)"
                        + " JOIN work w ON w.id = b.work WHERE r.state = 'merged' AND w.number = '0004'"
                        + " AND b.voter = " + person.b.voter()))
                .isEqualTo(1);
        assertThat(both.tap("one", "0003", "ka").repeat()).isTrue();
        assertThat(both.tap("one", "0004", "kb").repeat()).isTrue();
        assertThat(both.tap("one", "0005", "kc").code()).isEqualTo("quota-spent");
        assertThat(SITE.recount("one")).isZero();
    }

    @Test
    void under_once_neither_votes_again_for_what_the_other_voted_for() {
        var person = new Person();
        assertThat(person.a.tap("once", "0001", "ka").recorded()).isTrue();
        assertThat(person.b.tap("once", "0001", "kb").recorded()).isTrue();
        assertThat(person.b.tap("once", "0002", "kb2").recorded()).isTrue();

        var both = person.merge();

        assertThat(valid(person, "once")).isEqualTo(2);
        assertThat(both.tap("once", "0002", "kc").repeat()).isTrue();
        assertThat(both.tap("once", "0003", "kd").code()).isEqualTo("quota-spent");
        assertThat(SITE.recount("once")).isZero();
        assertThat(SITE.number("SELECT count(*) FROM turn WHERE voter = " + both.voter()))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void the_voter_that_is_no_more_is_told_to_log_in_again_everywhere() {
        var person = new Person();
        var both = person.merge();
        var gone = both.voter() == person.a.voter() ? person.b : person.a;
        var stays = gone == person.a ? person.b : person.a;

        // exactly, where votes are recorded; within two seconds everywhere else
        assertThat(gone.tap("three", "0001").code()).isEqualTo("token-revoked");
        Eventually.holds(
                "both processes know", () -> List.of(here, there).stream().allMatch(server -> "token-revoked"
                        .equals(gone.on(server).me("three").code())));
        assertThat(stays.on(here).tap("three", "0001").recorded()).isTrue();
        assertThat(both.on(there).tap("three", "0001").repeat()).isTrue();
    }

    @Test
    void a_ban_goes_along() {
        var person = new Person();
        SITE.execute("INSERT INTO ban (voter, since, reason) VALUES (" + person.a.voter() + ", now(), 'cheat'), ("
                + person.b.voter() + ", now() - interval '1 hour', 'cheat')");

        assertThat(person.merge().tap("one", "0001").code()).isEqualTo("voter-banned");
    }

    @Test
    void merges_while_both_tap_on_two_processes_leave_one_persons_votes() {
        var people = new ArrayList<Person>();
        for (int i = 0; i < 40; i++) {
            people.add(new Person());
        }
        var fire = people.stream().map(MergeIT::underFire).toList();
        Future.all(fire).toCompletionStage().toCompletableFuture().join();

        for (int i = 0; i < people.size(); i++) {
            var both = people.get(i).merge();
            for (var told : fire.get(i).result()) {
                if (told.answer().counted()) {
                    assertThat(both.tap(told.campaign(), told.work(), told.key())
                                    .repeat())
                            .as("%s for %s of %s", told.key(), told.work(), told.campaign())
                            .isTrue();
                }
            }
        }
        assertThat(beyond("one", 1)).isZero();
        assertThat(beyond("three", 3)).isZero();
        assertThat(beyond("once", 3)).isZero();
        assertThat(twice("three")).isZero();
        assertThat(twice("once")).isZero();
        for (var campaign : List.of("one", "three", "once")) {
            assertThat(SITE.recount(campaign)).isZero();
        }
    }

    private record Told(String campaign, String work, String key, Phone.Answer answer) {}

    /** Both phones tap as fast as they are answered, and in the midst of it the first one brings its unionid. */
    private static Future<List<Told>> underFire(Person person) {
        var told = new ArrayList<Future<Told>>();
        for (int round = 0; round < 4; round++) {
            for (var campaign : List.of("one", "three", "once")) {
                for (var phone : List.of(person.a, person.b)) {
                    var work = "%04d".formatted(1 + (round + (phone == person.a ? 0 : 2)) % 5);
                    var key = person.name + campaign + round + (phone == person.a ? "a" : "b");
                    told.add(phone.on(round % 2 == 0 ? here : there)
                            .tapping(campaign, work, key, null)
                            .map(answer -> new Told(campaign, work, key, answer)));
                }
            }
        }
        return person.merging().compose(merged -> Future.all(told)).map(all -> all.<Told>list());
    }

    private static long valid(Person person, String slug) {
        return SITE.number(CASTS.formatted(slug) + " SELECT count(*) FROM casts WHERE person = (SELECT voter_for("
                + person.a.voter() + "))");
    }

    /** How many persons have more votes that count on a day than they may. */
    private static long beyond(String slug, int perDay) {
        return SITE.number(CASTS.formatted(slug)
                + " SELECT count(*) FROM (SELECT FROM casts GROUP BY person, day HAVING count(*) > " + perDay + ") x");
    }

    private static long twice(String slug) {
        return SITE.number(CASTS.formatted(slug)
                + " SELECT count(*) FROM (SELECT FROM casts GROUP BY person, work HAVING count(*) > 1) x");
    }

    private static final String CASTS = """
            WITH casts AS (
              SELECT voter_for(b.voter) AS person, b.day, b.work FROM ballot b JOIN campaign c ON c.id = b.campaign
              WHERE c.slug = '%s' AND b.work IS NOT NULL AND NOT EXISTS (
                SELECT FROM ruling r WHERE r.campaign = b.campaign AND r.day = b.day AND r.voter = b.voter
                  AND r.slot = b.slot AND r.state = 'merged'))
            """;
}

package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator.TapOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.page.VoteWire.Fate;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.time.Duration;
import java.util.Date;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The thumb in a real browser: it answers at once, and whatever happens on the way there is one ballot and the truth. */
@InChromium
class TapIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static final AtomicInteger DAYS = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        site = new TestSite()
                .campaign("one", "perDay: 1")
                .campaign("three", "perDay: 3")
                .campaign("allowed", "perDay: 3, sameWork: allowed");
        server = site.server();
        client = Phone.connections(VERTX, 4);
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void the_thumb_answers_at_once_the_count_moves_and_then_one_sentence_says_what_is_true() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.HELD);

        reader.tap("0017").seesThumb("0017", "counting").seesVotes("0017", 1);
        assertThat(ballots("0017")).isZero();
        wire.sees(1).letGo();

        reader.seesThumb("0017", "recorded").hears("已记录您投给0017号的一票，今天还可投0票，明天 ?0:00再来");
        reader.seesVotes("0017", 1);
        assertThat(reader.said()).hasAttribute("role", "status");
        assertThat(reader.said()).hasAttribute("aria-live", "polite");
        assertThat(reader.page().locator("#mine")).hasText("今天的票已投完，明天 0:00再来");
        assertThat(ballots("0017")).isEqualTo(1);
    }

    @Test
    void a_thumb_is_filled_within_one_frame() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.HELD);

        var state = reader.thumb("0016")
                .evaluate("thumb => { thumb.click();"
                        + " return new Promise(done => requestAnimationFrame(() => done(thumb.dataset.state))); }");

        assertThat(state).isEqualTo("counting");
        wire.sees(1).letGo();
        reader.seesThumb("0016", "recorded");
    }

    @Test
    void when_the_quota_is_spent_the_other_thumbs_are_for_tomorrow_and_say_so() {
        var reader = voter("one");
        reader.tap("0001").seesThumb("0001", "recorded").seesThumb("0002", "tomorrow");
        var wire = new VoteWire(reader);

        press(reader, "0002").hears("今天的票已投完，明天 ?0:00再来");

        reader.seesVotes("0002", 0);
        assertThat(reader.thumb("0002")).hasAttribute("aria-disabled", "true");
        assertThat(wire.keys()).isEmpty();
        reader.tap("0001").hears("0001号的这一票之前已记录");
        assertThat(wire.keys()).isEmpty();
    }

    @Test
    void votes_that_are_left_are_counted_down() {
        var reader = voter("three");
        reader.tap("0001").hears("已记录您投给0001号的一票，今天还可投2票");
        reader.tap("0002").hears("已记录您投给0002号的一票，今天还可投1票");
        reader.tap("0003").hears("已记录您投给0003号的一票，今天还可投0票").seesThumb("0004", "tomorrow");
    }

    @Test
    void where_it_is_allowed_a_work_can_have_all_votes_of_a_day() {
        var reader = voter("allowed");
        reader.tap("0001").hears("今天还可投2票").seesVotes("0001", 1);
        reader.tap("0001").hears("今天还可投1票").seesVotes("0001", 2);
    }

    @Test
    void a_double_tap_is_one_ballot() {
        var reader = voter("three");
        var wire = new VoteWire(reader).is(Fate.HELD);
        press(press(reader, "0010"), "0010").seesThumb("0010", "counting").seesVotes("0010", 1);
        wire.sees(1).letGo();

        reader.seesThumb("0010", "recorded").seesVotes("0010", 1);
        assertThat(wire.keys()).hasSize(1);
        assertThat(ballots("0010")).isEqualTo(1);
    }

    @Test
    void two_tabs_that_tap_the_same_work_make_one_ballot() {
        var one = voter("three");
        var other = one.anotherTab().open("/c/three?sort=number&size=40").isAtHome();
        var wire = new VoteWire(one).is(Fate.HELD);
        one.tap("0011").seesThumb("0011", "counting");
        other.seesThumb("0011", "waiting");
        other.tap("0011").seesThumb("0011", "counting");
        wire.sees(2).letGo();

        one.seesThumb("0011", "recorded");
        other.seesThumb("0011", "recorded");
        assertThat(new HashSet<>(wire.keys())).hasSize(1);
        assertThat(ballots("0011")).isEqualTo(1);
    }

    @Test
    void of_two_tabs_that_tap_different_works_one_wins_and_the_other_is_told() {
        var one = voter("one");
        var other = one.anotherTab().open("/c/one?sort=number&size=40").isAtHome();
        var wire = new VoteWire(one).is(Fate.HELD);
        one.tap("0012").seesThumb("0012", "counting");
        other.tap("0013").seesThumb("0013", "counting").seesVotes("0013", 1);
        wire.sees(2).letGo();

        assertThat(one.thumb("0012")).hasAttribute("data-state", Pattern.compile("recorded|tomorrow"));
        var winner = ballots("0012") == 1 ? "0012" : "0013";
        var loser = winner.equals("0012") ? "0013" : "0012";
        one.seesThumb(winner, "recorded").seesThumb(loser, "tomorrow").seesVotes(loser, 0);
        other.seesThumb(winner, "recorded").seesThumb(loser, "tomorrow").seesVotes(loser, 0);
        assertThat(ballots("0012") + ballots("0013")).isEqualTo(1);
    }

    @Test
    void another_tab_learns_what_was_voted_here() {
        var one = voter("one");
        var other = one.anotherTab().open("/c/one/works/0014").isAtHome();

        one.tap("0015").seesThumb("0015", "recorded");

        other.seesThumb("0014", "tomorrow");
    }

    @Test
    void who_goes_back_finds_his_vote() {
        var reader = voter("one");
        reader.page().locator("a.open[href$='/works/0018']").tap();
        reader.isAt("/c/one/works/0018").isAtHome();
        reader.tap("0018").seesThumb("0018", "recorded");

        reader.page().goBack();

        reader.seesThumb("0018", "recorded").seesThumb("0019", "tomorrow").seesVotes("0018", 1);
        // as a browser does that kept the page as it was
        reader.page().evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
        reader.seesThumb("0018", "recorded");
    }

    @Test
    void a_page_that_was_killed_before_the_answer_leaves_a_tap_that_the_next_page_ends() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.ANSWER_LOST, 1);
        reader.tap("0020");
        wire.sees(1);
        reader.losesTheTab();

        reader.open("/c/one/works/0020").seesThumb("0020", "recorded").seesVotes("0020", 1);

        reader.hears("0020号的这一票之前已记录，没有重复计票");
        assertThat(new HashSet<>(wire.keys())).hasSize(1);
        assertThat(ballots("0020")).isEqualTo(1);
    }

    @Test
    void a_page_that_was_killed_before_its_tap_was_sent_leaves_it_to_the_next_page() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.LOST, 1);
        reader.tap("0021");
        wire.sees(1);
        reader.losesTheTab();

        reader.open("/c/one?sort=number&size=40").hears("已记录您投给0021号的一票");

        assertThat(new HashSet<>(wire.keys())).hasSize(1);
        assertThat(ballots("0021")).isEqualTo(1);
    }

    @Test
    void a_page_that_is_loaded_again_asks_before_it_offers_a_thumb() {
        var reader = voter("one");
        reader.tap("0022").seesThumb("0022", "recorded");
        var asked = new AtomicInteger();
        reader.context().route("**/v1/campaigns/one/me", route -> {
            asked.incrementAndGet();
            assertThat(reader.thumb("0022")).hasAttribute("data-state", "asking");
            route.resume();
        });

        reader.page().reload();

        reader.seesThumb("0022", "recorded").seesThumb("0023", "tomorrow");
        assertThat(asked.get()).isEqualTo(1);
    }

    @Test
    void a_tap_made_offline_waits_in_sight_and_is_sent_when_the_network_is_back() {
        var reader = voter("one").mayHear("net::ERR_INTERNET_DISCONNECTED");
        reader.context().setOffline(true);
        reader.tap("0024").seesThumb("0024", "waiting").hears("网络不佳，已保存，将自动投出");
        reader.seesVotes("0024", 1);
        assertThat(ballots("0024")).isZero();

        reader.context().setOffline(false);

        reader.seesThumb("0024", "recorded").hears("已记录您投给0024号的一票");
        assertThat(ballots("0024")).isEqualTo(1);
    }

    @Test
    void a_tap_made_offline_whose_day_is_over_is_dropped_with_a_word_and_an_offer() {
        var reader = voter("one").mayHear("net::ERR_INTERNET_DISCONNECTED");
        reader.context().setOffline(true);
        reader.tap("0025").seesThumb("0025", "waiting");
        nextDay();

        reader.context().setOffline(false);

        reader.hears("那一天已结束，这一票没有记录").seesVotes("0025", 0);
        assertThat(ballots("0025")).isZero();
        reader.said().locator("button").tap();
        reader.seesThumb("0025", "recorded").hears("已记录您投给0025号的一票");
        assertThat(ballots("0025")).isEqualTo(1);
    }

    @Test
    void a_page_that_stays_open_takes_the_votes_of_the_next_day_too() {
        var reader = voter("one");
        reader.page().clock().install();
        reader.page().reload();
        reader.isAtHome().tap("0030").seesThumb("0030", "recorded").seesThumb("0031", "tomorrow");
        nextDay();

        reader.page().clock().fastForward(Duration.ofDays(1).toMillis());

        reader.seesThumb("0031", "").seesThumb("0030", "");
        assertThat(reader.page().locator("#mine")).hasText("今日可投 1 票");
        reader.tap("0031").seesThumb("0031", "recorded").hears("已记录您投给0031号的一票");
        assertThat(ballots("0030") + ballots("0031")).isEqualTo(2);
    }

    @Test
    void a_voter_of_whom_the_server_does_not_speak_just_now_keeps_what_is_known_of_him() {
        var reader = voter("one");
        reader.tap("0032").seesThumb("0032", "recorded");
        reader.page()
                .route(
                        "**/me",
                        route -> route.fulfill(
                                new Route.FulfillOptions().setStatus(503).setBody("{}")));
        var asked = reader.page().waitForResponse("**/me", () -> reader.page()
                .evaluate("document.dispatchEvent(new Event('visibilitychange'))"));
        assertThat(asked.status()).isEqualTo(503);
        reader.seesThumb("0032", "recorded").seesThumb("0033", "tomorrow");
    }

    @Test
    void a_tap_that_another_voter_left_behind_is_not_this_ones() {
        var reader = voter("one").mayHear("net::ERR_INTERNET_DISCONNECTED");
        reader.context().setOffline(true);
        reader.tap("0034").seesThumb("0034", "waiting");
        reader.losesTheTab();
        reader.context().setOffline(false);

        reader.as(phone()).open("/c/one?sort=number&size=40").isAtHome();

        reader.tap("0035").seesThumb("0035", "recorded");
        assertThat(ballots("0034")).isZero();
    }

    @Test
    void a_lost_answer_is_asked_for_again_with_the_same_key() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.ANSWER_LOST, 1);

        reader.tap("0026").seesThumb("0026", "waiting").hears("网络不佳");

        reader.seesThumb("0026", "recorded").seesVotes("0026", 1);
        assertThat(wire.keys()).hasSize(2);
        assertThat(new HashSet<>(wire.keys())).hasSize(1);
        assertThat(ballots("0026")).isEqualTo(1);
    }

    @Test
    void when_the_vote_was_spent_elsewhere_the_truth_replaces_the_count() {
        var phone = phone();
        var reader = CHROMIUM.reader(server)
                .as(phone)
                .open("/c/one?sort=number&size=40")
                .isAtHome();
        assertThat(phone.tap("one", "0005").recorded()).isTrue();
        var wire = new VoteWire(reader).is(Fate.HELD);

        reader.tap("0006").seesThumb("0006", "counting").seesVotes("0006", 1);
        wire.sees(1).letGo();

        reader.seesThumb("0006", "tomorrow").seesVotes("0006", 0).hears("今天的票已投完，明天 ?0:00再来");
        reader.seesThumb("0005", "recorded");
        assertThat(ballots("0006")).isZero();
    }

    @Test
    void a_busy_server_is_asked_again_when_it_said() {
        var reader = voter("one");
        var wire = new VoteWire(reader).is(Fate.BUSY, 2);

        reader.tap("0007").seesThumb("0007", "waiting").hears("已保存，将自动投出");

        reader.seesThumb("0007", "recorded").hears("已记录您投给0007号的一票");
        assertThat(wire.keys()).hasSize(3);
        assertThat(new HashSet<>(wire.keys())).hasSize(1);
    }

    @Test
    void tries_come_after_one_three_and_eight_seconds_more_or_less_and_then_wait_for_a_better_moment() {
        var reader = CHROMIUM.reader(server).as(phone()).open("/privacy");
        var clock = reader.page().clock();
        clock.install();
        reader.open("/c/one?sort=number&size=40").isAtHome();
        var wire = new VoteWire(reader).is(Fate.LOST);
        clock.pauseAt(new Date(System.currentTimeMillis() + 60_000));
        reader.tap("0008").seesThumb("0008", "waiting");

        tried(wire, 1, reader.page(), 450, 1_050);
        tried(wire, 2, reader.page(), 1_450, 3_050);
        tried(wire, 3, reader.page(), 3_950, 8_050);
        clock.runFor(8_000);
        reader.seesThumb("0008", "waiting");
        assertThat(wire.keys()).hasSize(4);
        // and once in a while as long as somebody looks at it
        clock.runFor(90_000);
        reader.seesThumb("0008", "waiting");
        assertThat(wire.keys()).hasSizeGreaterThan(4);

        wire.letGo();
        // a try that has just failed waits for its pause, by the page's time
        clock.resume();
        reader.page().evaluate("dispatchEvent(new Event('online'))");
        reader.seesThumb("0008", "recorded");
        assertThat(new HashSet<>(wire.keys())).hasSize(1);
    }

    @Test
    void the_vote_of_somebody_else_arrives_by_itself() {
        var reader = voter("one").seesVotes("0009", 0);

        assertThat(phone().tap("one", "0009").recorded()).isTrue();

        reader.seesVotes("0009", 1);
    }

    /** After {@code soonest} ms more there is no further try yet, after {@code span} more there is. */
    private static void tried(VoteWire wire, int tries, Page page, long soonest, long span) {
        page.clock().runFor(soonest);
        assertThat(wire.keys()).hasSize(tries);
        page.clock().runFor(span);
        wire.sees(tries + 1);
        assertThat(page.locator(".thumb[data-state=waiting]")).hasCount(1);
    }

    /** Whether or not the thumb can be pressed. */
    private static Reader press(Reader reader, String number) {
        reader.thumb(number).tap(new TapOptions().setForce(true));
        return reader;
    }

    /** Time goes one way: the days of which other tests have told are over. */
    private static void nextDay() {
        site.shiftTime(DAYS.incrementAndGet() + " day");
        var phone = phone();
        Eventually.holds(
                "the next day is there", () -> phone.tap("three", "0099").recorded());
    }

    private static Reader voter(String campaign) {
        return CHROMIUM.reader(server)
                .as(phone())
                .open("/c/" + campaign + "?sort=number&size=40")
                .isAtHome();
    }

    private static Phone phone() {
        return Phone.login(client, server, "voter " + VOTERS.incrementAndGet());
    }

    private static long ballots(String work) {
        return site.number(
                "SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '" + work + "'");
    }
}

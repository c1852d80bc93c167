package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts in a browser: they move by themselves, with streams or without, and say no more than the rules allow. */
@InChromium
class ShownCountsIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final String STREAM = "**/tally/live*";
    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static RunningServer withoutStreams;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        site = new TestSite()
                .campaign("live", "perDay: 1")
                .campaign("rounded", "perDay: 5, sameWork: allowed", "results: {show: rounded, to: 3}\n")
                .campaign("delayed", "perDay: 1", "results: {show: delayed, by: 5m}\n")
                .campaign("hidden", "perDay: 1", "results: {show: hidden}\n");
        server = site.server();
        withoutStreams = site.http("streams: 0").server();
        client = Phone.connections(VERTX, 4);
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void a_count_moves_in_another_browser_without_a_reload_on_list_and_work() {
        var list = CHROMIUM.reader(server).open("/c/live?sort=number").isAtHome();
        var work = CHROMIUM.reader(server).open("/c/live/works/0001").isAtHome();
        var voter = voter(server, "live");

        voter.tap("0001").seesThumb("0001", "recorded");

        list.seesVotes("0001", 1);
        work.seesVotes("0001", 1);
    }

    @Test
    void where_streams_are_refused_the_page_asks_and_the_count_moves_too() {
        var reader = CHROMIUM.reader(withoutStreams).open("/privacy");
        reader.page().clock().install();
        reader.open("/c/live?sort=number").isAtHome().seesVotes("0002", 0);

        assertThat(phone().tap("live", "0002").recorded()).isTrue();
        Eventually.holds("it is published", () -> votes(withoutStreams, "0002") == 1);
        reader.page().clock().runFor(7_000);

        reader.seesVotes("0002", 1);
    }

    @Test
    void a_page_in_the_background_asks_for_nothing_and_catches_up_when_it_is_shown() {
        var streams = new AtomicInteger();
        var reader = CHROMIUM.reader(server);
        reader.context().route(STREAM, route -> {
            streams.incrementAndGet();
            route.resume();
        });
        reader.open("/c/live?sort=number").isAtHome().seesVotes("0003", 0);
        reader.page().waitForCondition(() -> streams.get() == 1);
        shown(reader, "hidden");

        assertThat(phone().tap("live", "0003").recorded()).isTrue();
        Eventually.holds("it is published", () -> votes(server, "0003") == 1);
        reader.seesVotes("0003", 0);
        assertThat(streams).hasValue(1);

        shown(reader, "visible");
        reader.seesVotes("0003", 1);
        assertThat(streams).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"live, 1", "rounded, 0", "delayed, 0"})
    void the_count_moves_under_the_thumb_only_where_counts_are_live(String campaign, long votes) {
        var reader = voter(server, campaign);
        var wire = new VoteWire(reader).is(Fate.HELD);

        reader.tap("0004").seesThumb("0004", "counting").seesVotes("0004", votes);
        wire.sees(1).letGo();

        reader.seesThumb("0004", "recorded").seesVotes("0004", votes);
    }

    @Test
    void hidden_counts_stay_hidden_under_the_thumb_and_no_stream_is_opened() {
        var reader = CHROMIUM.reader(server).as(phone());
        var streams = new AtomicInteger();
        reader.context().route("**/tally*", (Route route) -> {
            streams.incrementAndGet();
            route.resume();
        });
        reader.open("/c/hidden/works/0004").isAtHome().tap("0004").seesThumb("0004", "recorded");
        assertThat(reader.page().locator("[data-votes]")).hasCount(0);
        assertThat(streams).hasValue(0);
    }

    @Test
    void rounded_counts_are_rounded_alike_wherever_they_stand_and_however_quickly_one_votes() {
        var reader = CHROMIUM.reader(server)
                .as(phone())
                .open("/c/rounded/works/0005")
                .isAtHome();
        reader.tap("0005").hears("今天还可投4票").seesVotes("0005", 0);
        reader.tap("0005").hears("今天还可投3票").seesVotes("0005", 0);
        reader.tap("0005").hears("今天还可投2票");
        reader.seesVotes("0005", 3);
        reader.tap("0005").hears("今天还可投1票").seesVotes("0005", 3);

        reader.open("/c/rounded?sort=number").isAtHome().seesVotes("0005", 3);
        reader.open("/c/rounded/works/0005").isAtHome().seesVotes("0005", 3);
        assertThat(reader.page().locator("header .note")).hasText(Pattern.compile("票数按3取整"));
        assertThat(site.number(
                        "SELECT sum(valid) FROM standing s JOIN work w ON w.id = s.work" + " WHERE w.number = '0005'"))
                .isEqualTo(4);
    }

    private static long votes(RunningServer server, String number) {
        return Phone.getting(client, server, "/v1/campaigns/live/works/" + number)
                .await()
                .json()
                .getLong("votes");
    }

    private static void shown(Reader reader, String state) {
        reader.page()
                .evaluate(
                        "state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});"
                                + " document.dispatchEvent(new Event('visibilitychange')); }",
                        state);
    }

    private static Reader voter(RunningServer server, String campaign) {
        return CHROMIUM.reader(server)
                .as(phone())
                .open("/c/" + campaign + "?sort=number")
                .isAtHome();
    }

    private static Phone phone() {
        return Phone.login(client, server, "voter " + VOTERS.incrementAndGet());
    }
}

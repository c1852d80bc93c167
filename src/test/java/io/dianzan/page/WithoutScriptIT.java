package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.LocatorOptions;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reading and voting in a browser that runs no script, or before it has come. */
@InChromium
class WithoutScriptIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final AtomicInteger VOTERS = new AtomicInteger();
    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        site = new TestSite().campaign("one", "perDay: 1").campaign("two", "perDay: 2");
        server = site.server();
        client = Phone.connections(VERTX, 4);
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void lists_are_links_and_a_search_is_a_form() {
        var reader = reader().open("/c/one");
        assertThat(cards(reader)).hasCount(24);
        reader.page().locator(".order a", new LocatorOptions().setHasText("编号")).tap();
        assertThat(cards(reader).first()).hasAttribute("data-number", "0001");
        reader.page().locator(".pager a[rel=next]").tap();
        assertThat(cards(reader).first()).hasAttribute("data-number", "0025");
        assertThat(reader.page().locator(".pager .num")).hasText("第 2 / 5 页");
        reader.page().locator(".chips a").nth(1).tap();
        assertThat(reader.page().locator(".chips a[aria-current]")).hasText("text");
        reader.page().locator("input[name=q]").fill("work 42");
        reader.page().locator("input[name=q]").press("Enter");
        assertThat(cards(reader)).hasCount(1);
        assertThat(cards(reader)).hasAttribute("data-number", "0042");
        assertThat(reader.page().locator(".chips a[aria-current]")).hasText("text");
        reader.page().locator("input[name=q]").fill("nothing of that kind");
        reader.page().locator(".search button").tap();
        assertThat(reader.page().locator(".total")).hasText("没有找到作品");
        reader.page().locator(".nothing a").tap();
        assertThat(cards(reader)).hasCount(24);
    }

    @Test
    void a_vote_by_form_leads_to_the_work_with_one_sentence_shown_once() {
        var reader = reader().as(phone()).open("/c/one?sort=number");
        reader.tap("0001").isAt("/c/one/works/0001");
        assertThat(outcome(reader)).hasText("已记录您投给0001号的一票，今天还可投0票，明天 0:00再来");
        assertThat(ballots("0001")).isEqualTo(1);

        reader.page().reload();
        assertThat(outcome(reader)).hasCount(0);
        reader.tap("0001").isAt("/c/one/works/0001");
        assertThat(outcome(reader)).hasText(Pattern.compile("之前已记录，没有重复计票"));
        reader.open("/c/one/works/0002").tap("0002").isAt("/c/one/works/0002");
        assertThat(outcome(reader)).hasText("今天的票已投完，明天 0:00再来");
        assertThat(ballots("0002")).isZero();
    }

    @Test
    void a_vote_that_could_not_be_recorded_is_told_so_and_goes_on_under_its_name() {
        var reader = reader().as(phone()).open("/c/one/works/0041");
        var key = reader.page().locator("form.vote input[name=key]");
        var name = key.getAttribute("value");
        site.postgres().failInserts("53100", 1);

        reader.tap("0041").isAt("/c/one/works/0041");

        assertThat(outcome(reader)).hasText("现在太忙，这一票没有记录，请稍后再点一次");
        assertThat(key).hasAttribute("value", name);
        Eventually.holds("votes are taken again", () -> {
            reader.tap("0041").isAt("/c/one/works/0041");
            return outcome(reader).textContent().contains("已记录");
        });
        assertThat(ballots("0041")).isEqualTo(1);
    }

    @Test
    void a_form_that_is_sent_twice_is_one_ballot() {
        var reader = reader().as(phone()).open("/c/two/works/0003");
        reader.tap("0003").isAt("/c/two/works/0003");
        assertThat(outcome(reader)).hasText("已记录您投给0003号的一票，今天还可投1票");
        reader.page().goBack();
        reader.tap("0003").isAt("/c/two/works/0003");

        assertThat(outcome(reader)).hasText(Pattern.compile("之前已记录"));
        assertThat(ballots("0003")).isEqualTo(1);
    }

    @Test
    void who_is_not_logged_in_is_led_to_the_ways_to_log_in() {
        var reader = reader().open("/c/one/works/0004").tap("0004");
        assertThat(reader.page()).hasURL(reader.site() + "/login?to=%2Fc%2Fone%2Fworks%2F0004&by=form");
        assertThat(reader.page().locator("h1")).hasText("登录后就能投票");
        reader.page().locator("main a[href='/c/one/works/0004']").tap();
        reader.isAt("/c/one/works/0004");
    }

    @Test
    void a_voter_sees_takes_along_and_erases_what_is_held_on_him() throws IOException {
        var phone = phone();
        assertThat(phone.tap("one", "0005").recorded()).isTrue();
        var reader = reader().as(phone).open("/me");
        assertThat(reader.page().locator("dl.facts")).containsText(Long.toString(phone.voter()));
        assertThat(reader.page().locator(".ballots li")).containsText("work 5");

        var file = reader.page()
                .waitForDownload(() -> reader.page().locator("a[download]").tap());
        assertThat(file.suggestedFilename()).isEqualTo("my-data.json");
        assertThat(Files.readString(file.path())).contains("\"voter\":\"" + phone.voter() + "\"", "0005");

        reader.page().locator("form.erase button").tap();
        reader.isAt("/me");
        reader.page().locator("input[name=sure]").check();
        reader.page().locator("form.erase button").tap();
        reader.isAt("/login?to=/");
        assertThat(outcome(reader)).hasText("您的信息已抹除");
        assertThat(phone.me("one").code()).isEqualTo("token-revoked");
        assertThat(ballots("0005")).isEqualTo(1);
    }

    @Test
    void who_logs_out_is_nobody_again() {
        var reader = reader().as(phone()).open("/me");
        reader.page().locator("form[action='/me/logout'] button").tap();
        reader.isAt("/login?to=/");
        assertThat(outcome(reader)).hasText("已在所有设备上退出登录");
        reader.open("/me").isAt("/login?to=/me");
    }

    private static Reader reader() {
        return CHROMIUM.reader(server, Chromium.phone().setJavaScriptEnabled(false))
                .withoutScript();
    }

    private static Locator cards(Reader reader) {
        return reader.page().locator(".card");
    }

    private static Locator outcome(Reader reader) {
        return reader.page().locator(".outcome");
    }

    private static Phone phone() {
        return Phone.login(client, server, "voter " + VOTERS.incrementAndGet());
    }

    private static long ballots(String work) {
        return site.number(
                "SELECT count(*) FROM ballot b JOIN work w ON w.id = b.work WHERE w.number = '" + work + "'");
    }
}

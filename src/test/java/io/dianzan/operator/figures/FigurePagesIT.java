package io.dianzan.operator.figures;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.EventStream;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.dianzan.operator.BigLedger;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages "live", "works" and "work" over a large ledger, in a browser; pictures are in {@code target/screenshots}. */
@InChromium
class FigurePagesIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    private static final String LIVE = "/operator/c/festival/live";
    /** Ten times half a second: a page that reads all ballots takes longer, and a busy machine does not. */
    private static final Duration QUICK = Duration.ofSeconds(5);

    private static final long A_VOTER = 1_000_000_000;

    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static String favourite;

    @BeforeAll
    static void fill(TestInfo test) throws Exception {
        var ballots = test.getTags().contains("soak") ? 10_000_000 : 1_000_000;
        site = new TestSite().campaign("festival", "perDay: 1");
        server = site.server();
        site.execute("UPDATE work SET title = (ARRAY['秋日的渡口与一封没有寄出的信', '老街', 'Morning on the river',"
                + " '山那边的小学', '一碗面的四十年', '风从海上来'])[1 + id % 6] WHERE true;"
                + " UPDATE campaign SET catalogue = catalogue + 1");
        var ledger = BigLedger.of(site.database(), "festival").with(ballots);
        var recount = new FigureRecount(site.postgres().pool(VERTX, 1)).of(ledger.campaign());
        recount.toCompletionStage().toCompletableFuture().get(10, TimeUnit.MINUTES);
        site.execute("INSERT INTO figure_minute SELECT " + ledger.campaign()
                + ", date_trunc('minute', now()) - make_interval(mins => i), o,"
                + " (r * (1.5 + sin(i / 9.0)) * (1 + (i * 7919 % 13) / 13.0))::bigint"
                + " FROM generate_series(0, 60) i, (VALUES ('repeat', 30), ('quota-spent', 22), ('too-fast/address', 12),"
                + " ('too-fast/account', 5), ('work-withdrawn', 2), ('busy', 1)) t(o, r) ON CONFLICT DO NOTHING;"
                + " INSERT INTO figure_login VALUES (date_trunc('minute', now()), 'wechat', 'code-invalid', 17),"
                + " (date_trunc('minute', now()), 'wechat', 'account-risky', 3)");
        favourite = numberOf(ledger.favourite());
        Eventually.holds(
                "the titles are known",
                () -> viewer().page("/operator/c/festival/works").body().contains("风从海上来"));
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static String numberOf(int work) {
        return String.format(Locale.ROOT, "%04d", site.number("SELECT number::integer FROM work WHERE id = " + work));
    }

    private static Staff viewer() {
        return Staff.of(site, server, "viewer");
    }

    private static Reader reader(NewContextOptions options) {
        var reader = CHROMIUM.reader(server, options).at("http://127.0.0.1:" + server.managementPort());
        reader.context().addCookies(List.of(new Cookie("operator", viewer().token()).setUrl(reader.site())));
        return reader;
    }

    @Test
    void everyPageIsQuickOverALargeLedger() {
        site.execute("INSERT INTO voter (id) OVERRIDING SYSTEM VALUE VALUES (" + A_VOTER + ")");
        var operator = Staff.of(site, server, "operator");
        for (var page : List.of(
                "live",
                "works",
                "works?sort=gain&page=2",
                "works/" + favourite,
                "works/" + favourite + "?window=week",
                "limits",
                "voters?voter=" + A_VOTER,
                "campaign",
                "audit",
                "waiting",
                "import",
                "exports")) {
            var path = "/operator/c/festival/" + page;
            assertThat(operator.page(path).status()).as(path).isEqualTo(200);
            var began = System.nanoTime();
            operator.page(path);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).as(path).isLessThan(QUICK);
        }
        assertThat(operator.page("/operator/c/festival/voters?voter=" + A_VOTER).body())
                .contains("本活动的选票");
    }

    @Test
    void whoIsNotLoggedInSeesNeitherPageNorStream() {
        for (var path : List.of(LIVE, LIVE + "/stream", "/operator/c/festival/works")) {
            assertThat(viewer().send(viewer().ask("GET", path).without("Cookie"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(viewer().page("/operator/c/nowhere/live").status()).isEqualTo(404);
        assertThat(viewer().page("/operator/c/festival/works/unknown").status()).isEqualTo(404);
        assertThat(viewer().page("/operator/c/festival/works?sort=x").status()).isEqualTo(400);
    }

    @Test
    void aVoteIsSeenOnALivePageWithoutLoadingItAgain() {
        var reader = reader(Chromium.desktop()).open(LIVE);
        var page = reader.page();
        var total = page.locator("#ranking tbody tr").first().locator("td").first();
        var before = Long.parseLong(total.getAttribute("data-value"));
        assertThat(page.locator(".chart canvas")).hasCount(3);
        var first = page.locator("#ranking tbody tr th a").first().getAttribute("href");
        var phone = Phone.login(Phone.connections(VERTX, 1), server, "somebody new");
        assertThat(phone.tap("festival", first.substring(first.lastIndexOf('/') + 1))
                        .recorded())
                .isTrue();
        assertThat(total).hasAttribute("data-value", Pattern.compile(Long.toString(before + 1)));
    }

    @Test
    void streamsEndWithTheServer() {
        var other = new TestSite().campaign("one", "perDay: 1");
        try {
            var own = other.server();
            var staff = Staff.of(other, own, "viewer");
            try (var stream = EventStream.open(
                    own.managementPort(), "/operator/c/one/live/stream", "Cookie: " + staff.cookie())) {
                assertThat(stream.status()).isEqualTo(200);
                assertThat(stream.head()).contains("text/event-stream", "no-store");
                assertThat(stream.next().text()).contains("data-fresh", "data-as-of");
                own.stop();
                Eventually.holds("the stream has ended", () -> stream.block() == null);
            }
        } finally {
            other.close();
        }
    }

    @Test
    void picturesOfAllPages() {
        for (var theme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            var name = "-" + theme.name().toLowerCase(Locale.ROOT);
            pictures("phone" + name, Chromium.phone().setColorScheme(theme));
            pictures("desktop" + name, Chromium.desktop().setColorScheme(theme));
        }
        pictures("desktop-en", Chromium.desktop().setLocale("en-GB"));
    }

    private static void pictures(String name, NewContextOptions options) {
        var reader = reader(options);
        shoot(reader, LIVE, "desk-live-" + name);
        shoot(reader, "/operator/c/festival/works", "desk-works-" + name);
        shoot(reader, "/operator/c/festival/works/" + favourite, "desk-work-" + name);
        shoot(reader, "/operator/c/festival/works/" + favourite + "?window=week", "desk-work-week-" + name);
    }

    private static void shoot(Reader reader, String path, String name) {
        var page = reader.open(path).page();
        page.waitForFunction(
                "() => [...document.querySelectorAll('.chart')].every(box => box.querySelector('canvas'))");
        var wide = (Boolean)
                page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
        assertThat(wide).as(name + " fits into the width").isTrue();
        var file = FOLDER.resolve(name + ".png");
        page.screenshot(
                new ScreenshotOptions().setPath(file).setFullPage(true).setAnimations(ScreenshotAnimations.DISABLED));
        assertThat(file).isNotEmptyFile();
    }
}

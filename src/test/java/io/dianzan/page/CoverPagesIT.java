package io.dianzan.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.catalogue.cover.CoverImport;
import io.dianzan.catalogue.cover.CoverSource;
import io.dianzan.catalogue.cover.CoverTable;
import io.dianzan.catalogue.cover.Fetcher;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Chromium;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.InChromium;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Photo;
import io.dianzan.kit.Reader;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Works with covers, and what is seen of them: small on cards, large on their pages, in cards and posters. */
@InChromium
class CoverPagesIT {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private static final Path FOLDER = Path.of("target/screenshots");
    /** As long as a title of the sample works gets, and of one word. */
    private static final String LONGEST = "我们在大山深处的小学校里用废旧纸箱和一台旧手机做出来的会讲故事的星空投影仪与它的第一百零一个夜晚";

    private static final Vertx VERTX = Vertx.vertx();
    private static TestSite site;
    private static RunningServer server;
    private static String code;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        site = new TestSite().campaign("demo", "perDay: 1").site("organiser: 样例主办方, contact: vote@vote.example");
        server = site.server();
        for (int i = 1; i <= 24; i++) {
            Files.write(
                    folder.resolve("%04d.jpg".formatted(i)),
                    Photo.bytes(i < 3 ? 1200 : 360 + i, i < 3 ? 800 : 270, "jpg"));
        }
        var pool = site.postgres().pool(VERTX, 2);
        var report = await(new CoverImport(new WorkTable(pool), new CoverTable(pool))
                .run(
                        (int) site.number("SELECT id FROM campaign WHERE slug = 'demo'"),
                        "op",
                        CoverSource.of(folder, new Fetcher()),
                        (done, all) -> {}));
        assertThat(report.bad()).isEmpty();
        site.execute("UPDATE work SET title = '" + LONGEST
                + "', author = '样例小学天文社全体同学和他们的老师' WHERE number IN ('0001', '0030');"
                + " UPDATE campaign SET catalogue = catalogue + 1");
        Eventually.holds(
                "works and covers are known",
                () -> get("/v1/campaigns/demo/works/0001").contains(LONGEST)
                        && get("/c/demo?sort=number").contains("/covers/"));
        code = phone("sharer")
                .send(HttpMethod.POST, "/v1/campaigns/demo/works/0001/shares")
                .json()
                .getString("code");
    }

    @AfterAll
    static void stop() {
        site.close();
        await(VERTX.close());
    }

    @Test
    void cards_have_small_pictures_that_come_when_they_are_looked_at() {
        var reader = CHROMIUM.reader(server);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        reader.context().onResponse(answer -> {
            if (answer.url().contains("/covers/")) {
                seen.add(answer.url());
                assertThat(answer.body()).as(answer.url()).hasSizeLessThanOrEqualTo(12_000);
            }
        });
        reader.open("/c/demo?sort=number").isAtHome();
        var pictures = reader.page().locator(".card img.cover");
        assertThat(pictures).hasCount(24);
        assertThat(reader.page().locator(".card img.cover[loading=lazy][width][height][alt='']"))
                .hasCount(24);
        seesPicture(reader, ".card:first-child img.cover", 360);
        assertThat(seen).allMatch(url -> url.endsWith("/small.jpg")).hasSizeBetween(2, 23);
        pictures.last().scrollIntoViewIfNeeded();
        seesPicture(reader, ".card:last-child img.cover", 360);
    }

    @Test
    void a_work_has_its_large_picture_with_a_name_and_one_without_has_its_number() {
        var reader = CHROMIUM.reader(server).open("/c/demo/works/0002").isAtHome();
        assertThat(reader.page().locator("img.cover")).hasAttribute("alt", "《work 2》的封面");
        seesPicture(reader, "img.cover", 1080);
        assertThat(reader.page().locator("h1")).isInViewport();
        reader.open("/c/demo/works/0031").isAtHome();
        assertThat(reader.page().locator("img.cover")).hasCount(0);
        assertThat(reader.page().locator(".cover.art")).hasText("0031");
    }

    @Test
    void axe_finds_nothing_serious_with_covers_and_on_a_share() {
        var light = CHROMIUM.reader(server, Chromium.phone().setColorScheme(ColorScheme.LIGHT));
        shown(light, "/c/demo?sort=number", "covers-list-light");
        shown(light, "/c/demo/works/0001", "covers-work-light");
        var dark = CHROMIUM.reader(server, Chromium.phone().setColorScheme(ColorScheme.DARK));
        shown(dark, "/s/" + code, "covers-share-dark");
    }

    private static void shown(Reader reader, String path, String name) {
        reader.open(path).isAtHome();
        AccessIT.assertNothingSerious(reader, name);
        reader.page().screenshot(new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    @Test
    void cards_and_posters_of_a_share_are_drawn_in_both_languages() throws IOException {
        var bare = phone("bare")
                .send(HttpMethod.POST, "/v1/campaigns/demo/works/0030/shares")
                .json()
                .getString("code");
        var reader = CHROMIUM.reader(server).open("/privacy");
        Files.createDirectories(FOLDER);
        for (var language : new String[] {"zh", "en"}) {
            for (var picture : new String[] {"card", "poster"}) {
                for (var share : new String[][] {{code, "cover"}, {bare, "number"}}) {
                    var answer = reader.page()
                            .request()
                            .get(reader.site() + "/s/" + share[0] + "/" + picture + ".png?lang=" + language);
                    assertThat(answer.status()).isEqualTo(200);
                    Files.write(
                            FOLDER.resolve("share-" + picture + "-" + share[1] + "-" + language + ".png"),
                            answer.body());
                    var image = Photo.read(answer.body());
                    assertThat(image.getWidth() + " x " + image.getHeight())
                            .isEqualTo(picture.equals("card") ? "1200 x 630" : "750 x 1334");
                }
            }
        }
    }

    private static void seesPicture(Reader reader, String selector, int width) {
        var picture = reader.page().locator(selector);
        reader.page().waitForCondition(() -> picture.evaluate("image => image.naturalWidth")
                .equals(width));
    }

    private static String get(String path) {
        return new Ask("GET", path).of(server).body();
    }

    private static Phone phone(String user) {
        return Phone.login(Phone.connections(VERTX, 1), server, user);
    }
}

package io.dianzan.operator.limits;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page of limits, of a server that has refused something by each of them. */
class LimitPagesIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 3, perCategory: 2, perCampaign: 3")
            .limits(
                    "one",
                    "account: {taps: 8, per: 1d}, address: {taps: 40, per: 1d}, prefix: {taps: 41, per: 1d},"
                            + " login: {taps: 30, per: 1d}")
            .http("trustedProxies: [127.0.0.1]");
    private static RunningServer server;
    private static Staff viewer;

    @BeforeAll
    static void start() {
        server = SITE.server();
        viewer = Staff.of(SITE, server, "viewer");
    }

    @AfterAll
    static void stop() {
        await(VERTX.close());
        SITE.close();
    }

    private static String page(String language) {
        return viewer.ask("GET", "/operator/c/one/limits")
                .header("Accept", "text/html")
                .header("Accept-Language", language)
                .of(server.managementPort())
                .body();
    }

    /** The text of a cell of a line; columns from 0. */
    private static String cell(String page, String line, int column) {
        var row = Pattern.compile("<tr id=\"" + line + "\">(.*?)</tr>", Pattern.DOTALL)
                .matcher(page);
        assertThat(row.find()).as("line %s of %s", line, page).isTrue();
        return row.group(1).split("</t[hd]>")[column].replaceAll("<[^>]*>", "").strip();
    }

    private static void tap(Phone phone, String number, String address) {
        new Ask("POST", "/v1/campaigns/one/works/" + number + "/votes")
                .as(phone)
                .header("Content-Length", "0")
                .header("X-Forwarded-For", address)
                .of(server);
    }

    @Test
    void itTellsWhatIsInForceAndWhatItRefused() {
        var client = Phone.connections(VERTX, 2);
        var hasty = Phone.login(client, server, "is hasty");
        for (int i = 1; i <= 10; i++) {
            tap(hasty, "000" + (i % 3 + 1), "198.51.100.4");
        }
        for (int i = 0; i < 4; i++) {
            tap(Phone.login(client, server, "one of them " + i), "0001", "198.51.100.5");
        }
        for (int i = 0; i < 31; i++) {
            new Ask("POST", "/v1/login/wechat")
                    .header("X-Forwarded-For", "203.0.113.4")
                    .body("{\"code\":\"nobody-made-this\"}")
                    .of(server);
        }
        Eventually.holds(
                "what was refused is written down",
                () -> cell(page("en"), "account", 2).equals("2")
                        && cell(page("en"), "login", 2).equals("1"));

        var page = page("en");
        assertThat(cell(page, "per-category", 0)).isEqualTo("For one category, in all");
        assertThat(cell(page, "per-category", 1)).isEqualTo("2");
        assertThat(cell(page, "per-category", 2)).isNotEqualTo("0");
        assertThat(cell(page, "per-work", 1)).isEqualTo("none");
        assertThat(cell(page, "per-work", 2)).isEqualTo("–");
        assertThat(cell(page, "account", 1)).isEqualTo("8 every 24 h");
        assertThat(cell(page, "address", 2)).isEqualTo("0");
        assertThat(page).contains("Version 1").contains("one.yaml");
        assertThat(page("zh")).contains("每个账号的点击", "不限", "规则文件");
    }

    @Test
    void whoIsNotLoggedInSeesNothing() {
        assertThat(new Ask("GET", "/operator/c/one/limits")
                        .of(server.managementPort())
                        .body())
                .doesNotContain("per-category");
    }
}

package io.dianzan.operator.acts;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Acts, what waits and voters, as an operator meets them in a browser without scripts. */
class ActPagesIT {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\">");
    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 2")
            .campaign("many", "perDay: 1", "fourEyes: 1\n")
            .campaign("ending", "perDay: 1", "closes: 2099-01-01T00:00\n")
            .campaign("stopped", "perDay: 1");
    private static final String STOPPED = "campaign = (SELECT id FROM campaign WHERE slug = 'stopped')";
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 4);
    private static RunningServer server;
    private static Staff operator;
    private static Staff colleague;

    @BeforeAll
    static void start() {
        server = SITE.server();
        operator = Staff.of(SITE, server, "operator", "first");
        colleague = Staff.of(SITE, server, "operator", "second");
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static Phone phone(String user) {
        return Phone.login(CLIENT, server, user);
    }

    /** The form that does it, out of a panel, with more fields. */
    private static String form(String panel, String more) {
        var form = new StringBuilder(more);
        var post = panel.substring(panel.indexOf("<form method=\"post\" action=\"/operator/c/"));
        var fields = HIDDEN.matcher(post);
        while (fields.find()) {
            if (!fields.group(1).equals("token")) {
                form.append('&')
                        .append(fields.group(1))
                        .append('=')
                        .append(URLEncoder.encode(fields.group(2), StandardCharsets.UTF_8));
            }
        }
        return form.toString();
    }

    @Test
    void aPanelSaysWhatWillHappenAndDoesItWithAReason() {
        var path = "/operator/c/stopped/acts/pause";
        var panel = operator.page(path + "?text=%E7%A8%8D%E5%90%8E");
        assertThat(panel.status()).isEqualTo(200);
        assertThat(panel.body()).contains("不再接受投票", "稍后", "name=\"reason\"", "name=\"version\"");

        var without = operator.post(path, form(panel.body(), "text=%E7%A8%8D%E5%90%8E&reason="));
        assertThat(without.status()).isEqualTo(409);
        assertThat(without.body()).contains("请写明理由");
        assertThat(SITE.number("SELECT count(*) FROM event WHERE " + STOPPED)).isZero();

        var done = operator.post(path, form(panel.body(), "reason=trouble"));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body()).contains("三秒后在所有服务器上生效");
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act = 'pause' AND operator = 'first' AND " + STOPPED))
                .isEqualTo(1);
        var again = operator.post(path, form(panel.body(), "reason=trouble"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act = 'pause' AND " + STOPPED))
                .isEqualTo(1);
    }

    @Test
    void anExtensionThatEndsNoLaterIsRefusedAndSaysWhatTheEndIs() {
        var path = "/operator/c/ending/acts/extend";
        assertThat(operator.page(path + "?to=2098-12-31T00:00").body())
                .contains("role=\"alert\"", "2099-01-01 00:00:00 Asia/Shanghai");
        var posted = operator.post(path, "to=2099-01-01T00:00&reason=more&version=1-OPEN");
        assertThat(posted.status()).isEqualTo(409);
        assertThat(posted.body()).contains("2099-01-01 00:00:00 Asia/Shanghai");
    }

    @Test
    void aBusyDatabaseIsSaidInThePanelAndTheReasonIsKept() {
        var path = "/operator/c/ending/acts/pause";
        var panel = operator.page(path + "?text=later").body();
        SITE.execute("""
                CREATE FUNCTION held_up() RETURNS trigger LANGUAGE plpgsql AS
                'BEGIN RAISE EXCEPTION ''trial'' USING ERRCODE = ''40P01''; END';
                CREATE TRIGGER held_up BEFORE INSERT ON audit EXECUTE FUNCTION held_up()""");
        try {
            var busy = operator.post(path, form(panel, "reason=trouble"));
            assertThat(busy.status()).isEqualTo(409);
            assertThat(busy.body()).contains("没有做任何更改", "trouble");
        } finally {
            SITE.execute("DROP TRIGGER held_up ON audit; DROP FUNCTION held_up()");
        }
        assertThat(operator.post(path, form(panel, "reason=trouble")).status()).isEqualTo(200);
    }

    @Test
    void everyActHasAPanelAndNobodyElseGetsThere() {
        for (var act : Act.values()) {
            var path = "/operator/c/one/acts/" + act.word();
            assertThat(operator.page(path).status()).as(act.word()).isIn(200, 409);
            for (var role : new String[] {"viewer", "auditor"}) {
                var other = Staff.of(SITE, server, role);
                assertThat(other.page(path).status()).isEqualTo(403);
                assertThat(other.post(path, "reason=x").status()).isEqualTo(403);
            }
        }
        assertThat(operator.page("/operator/c/one/acts/bribe").status()).isEqualTo(404);
        assertThat(operator.page("/operator/c/one/acts/withdraw?work=9999").body())
                .contains("role=\"alert\"");
    }

    @Test
    void aRulingOnManyWaitsOnItsPageForAColleague() {
        for (int i = 0; i < 3; i++) {
            phone("many-" + i).tap("many", "0001");
        }
        var path = "/operator/c/many/acts/hold";
        var asked = "day=" + phone("reader").get("/v1/campaigns/many").json().getString("day");
        Eventually.holds(
                "the votes have settled",
                () -> operator.page(path + "?" + asked).body().contains("暂扣 3 张"));
        var panel = operator.page(path + "?" + asked).body();
        assertThat(panel).contains("另一位操作员确认");
        assertThat(operator.post(path, form(panel, "reason=bought")).body()).contains("等待另一位操作员");

        var mine = operator.page("/operator/c/many/waiting").body();
        assertThat(mine).contains("bought", "由您提出").doesNotContain("acts/confirm?");
        var others = colleague.page("/operator/c/many/waiting").body();
        var confirm = Pattern.compile("acts/confirm\\?proposal=(\\d+)").matcher(others);
        assertThat(confirm.find()).isTrue();
        var proposal = "proposal=" + confirm.group(1);
        var seen = colleague.page("/operator/c/many/acts/confirm?" + proposal).body();
        assertThat(seen).contains("first", "bought");
        assertThat(colleague
                        .post("/operator/c/many/acts/confirm", form(seen, "reason=seen"))
                        .body())
                .contains("已裁定 3 张选票");
        assertThat(operator.page("/operator/c/many/waiting").body()).contains("没有待复核的裁定");
        assertThat(Staff.of(SITE, server, "auditor")
                        .page("/operator/c/many/waiting")
                        .body())
                .doesNotContain("/acts/");
        assertThat(SITE.recount("many")).isZero();
    }

    @Test
    void aVoterIsFoundByNumberAndShownWithoutAnyIdentity() {
        var voter = phone("secret-openid-name");
        voter.tap("one", "0001", "a");
        voter.tap("one", "0002", "b");
        var number = Long.toString(voter.voter());
        var page = "/operator/c/one/voters?voter=" + number;

        var before = operator.page(page).body();
        assertThat(before).contains("work 1", "work 2", "有效", "wechat", "acts/ban?voter=" + number);
        assertThat(before).doesNotContain("secret-openid-name", "wxsandbox", "subject");
        var ban = operator.page("/operator/c/one/acts/ban?voter=" + number).body();
        assertThat(operator.post("/operator/c/one/acts/ban", form(ban, "reason=odd"))
                        .status())
                .isEqualTo(200);
        var hold = operator.page("/operator/c/one/acts/hold?voter=" + number).body();
        assertThat(operator.post("/operator/c/one/acts/hold", form(hold, "reason=odd"))
                        .status())
                .isEqualTo(200);

        var after = Staff.of(SITE, server, "auditor").page(page).body();
        assertThat(after).contains("已封禁", "暂扣", "first", "odd").doesNotContain("acts/unban");
        assertThat(operator.page(page).body()).contains("acts/unban?voter=" + number);
        assertThat(operator.page("/operator/c/one/voters?voter=999999999").body())
                .contains("没有这个投票人编号");
        assertThat(Staff.of(SITE, server, "viewer").page(page).status()).isEqualTo(403);
        assertThat(SITE.recount("one")).isZero();
    }
}

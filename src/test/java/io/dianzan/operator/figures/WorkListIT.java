package io.dianzan.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page "works" lists, and what it leaves out. */
class WorkListIT {
    private static final String WORKS = "/operator/c/one/works";
    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 3");
    private static final Vertx VERTX = Vertx.vertx();
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
        var phone = Phone.login(Phone.connections(VERTX, 1), server, "somebody");
        assertThat(phone.tap("one", "0002").recorded()).isTrue();
        SITE.execute("UPDATE work SET withdrawn_at = campaign_time() WHERE number = '0002';"
                + " UPDATE campaign SET catalogue = catalogue + 1");
        Eventually.holds("the work is withdrawn", () -> viewed("viewer", WORKS).contains("已撤下 1"));
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static String viewed(String role, String path) {
        return Staff.of(SITE, server, role).page(path).body();
    }

    @Test
    void aWithdrawnWorkIsListedLastAndOperatorsCanPutItBack() {
        for (var sort : new String[] {"votes", "gain"}) {
            var last = "?sort=" + sort + "&page=" + (SITE.number("SELECT count(*) FROM work") + 49) / 50;
            assertThat(viewed("viewer", WORKS + last)).containsSubsequence("0002 work 2", "<span class=\"badge no\">");
            var page = viewed("viewer", WORKS + last);
            assertThat(page.substring(page.lastIndexOf("scope=\"row\""))).contains("0002 work 2");
        }
        var withdrawn = WORKS + "?sort=withdrawn";
        assertThat(viewed("operator", withdrawn))
                .contains("0002 work 2", "/operator/c/one/acts/put-back?work=0002")
                .doesNotContain("0001 work 1");
        assertThat(viewed("viewer", withdrawn)).contains("0002 work 2").doesNotContain("acts/put-back");
    }

    @Test
    void thePageOfAWithdrawnWorkHasItsFigures() {
        Eventually.holds(
                "its vote is counted", () -> viewed("viewer", WORKS + "/0002").contains("<dt>有效票</dt><dd>1</dd>"));
        assertThat(viewed("viewer", WORKS + "/0002")).contains("已撤下，不排名", "已剔除");
    }

    @Test
    void aWorkIsFoundByItsNumberOrItsTitle() {
        assertThat(viewed("viewer", WORKS + "?q=2")).contains("0002 work 2").doesNotContain("0001 work 1");
        assertThat(viewed("viewer", WORKS + "?q=WORK&sort=gain")).contains("0001 work 1", "q=WORK");
        assertThat(viewed("viewer", WORKS + "?q=odd%22%3E")).contains("没有符合的作品").doesNotContain("odd\">");
    }
}

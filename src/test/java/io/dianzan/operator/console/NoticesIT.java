package io.dianzan.operator.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an operator must know is said wherever he looks. */
class NoticesIT {
    private static final TestSite SITE =
            new TestSite().campaign("one", "perDay: 1").campaign("other", "perDay: 1");
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    private static String viewed(String role, String path) {
        return Staff.of(SITE, server, role).page(path).body();
    }

    private static void propose(String slug, String expires, String outcome) {
        SITE.execute("INSERT INTO ruling_proposal (campaign, act, selection, operator, reason, ballots, digest,"
                + " proposed_at, expires_at, outcome) SELECT id, 'hold', '{}', 'x', 'x', 1, 'x', campaign_time(),"
                + " campaign_time() + interval '" + expires + "', " + outcome + " FROM campaign WHERE slug = '" + slug
                + "'");
    }

    @Test
    void theRailSaysHowManyRulingsWait() {
        assertThat(viewed("operator", "/operator/c/one/live")).doesNotContain("class=\"count\"");
        propose("one", "1 hour", "NULL");
        propose("one", "2 hours", "NULL");
        propose("one", "-1 hour", "NULL");
        propose("one", "1 hour", "'taken-back'");
        propose("other", "1 hour", "NULL");

        assertThat(viewed("operator", "/operator/c/one/live"))
                .contains("<span>待复核 <b class=\"count\">2</b></span>", "<span>更多 <b class=\"count\">2</b></span>");
        assertThat(viewed("viewer", "/operator/c/one/live")).doesNotContain("class=\"count\"");
    }

    @Test
    void aFileThatWasNotTakenIsToldWhereRulesAndFiguresAreLookedAt() throws IOException {
        Files.writeString(
                SITE.folder().resolve("conf/campaigns/broken.yaml"),
                "slug: broken\ntitle: {zh: 坏}\nvotes: {perDay: 0}\n");
        for (var area : new String[] {"campaign", "limits", "live"}) {
            Eventually.holds("it is told on " + area, () -> viewed("viewer", "/operator/c/one/" + area)
                    .contains("文件 broken.yaml 没有生效"));
        }
    }

    @Test
    void figuresOfAMinuteSayWhichOne() {
        assertThat(viewed("viewer", "/operator/c/one/live"))
                .containsPattern("<dt>\\d\\d:\\d\\d 这一分钟被拒</dt>")
                .containsPattern("\\d\\d:\\d\\d 这一分钟 0 票");
    }
}

package io.dianzan.ballot;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Ledger;
import io.dianzan.kit.TestSite;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same work once in the whole campaign, three works a day, two days, two servers, 200 accounts at once. */
class OnceIT {
    private static final int VOTERS = 200;
    private static final TestSite SITE = new TestSite().campaign("once", "perDay: 3, sameWork: once");
    private static Crowd crowd;

    @BeforeAll
    static void start() {
        crowd = new Crowd(VOTERS, 20240228, SITE.server(), SITE.server());
    }

    @AfterAll
    static void stop() {
        crowd.close();
        SITE.close();
    }

    @Test
    void noWorkGetsASecondVoteOfAVoterOnWhateverDay() {
        var works = new String[] {"0001", "0002", "0003", "0004", "0005"};
        var told = crowd.tap("once", crowd.everybodyWants(works), null);
        var today = Ledger.of(SITE, "once");
        assertThat(today.rows()).hasSize(3 * VOTERS);
        today.assertQuota(3);
        today.assertTrue(told, 3);

        SITE.shiftTime("1 day");
        var next = crowd.tap("once", crowd.everybodyWants(works), null);
        var ledger = Ledger.of(SITE, "once");
        assertThat(ledger.rows()).as("%s", Crowd.summary(next)).hasSize(5 * VOTERS);
        ledger.assertQuota(3);
        ledger.voterToRows().values().forEach(rows -> assertThat(
                        rows.stream().map(Ledger.Row::work).collect(Collectors.toSet()))
                .hasSize(5));
        assertThat(next.stream().filter(one -> one.answer().recorded()).count()).isEqualTo(2L * VOTERS);
        assertThat(next)
                .allMatch(one -> one.answer().recorded() || one.answer().code().equals("work-spent"));
        assertThat(SITE.number("SELECT count(*) FROM turn")).isEqualTo(5L * VOTERS);
    }
}

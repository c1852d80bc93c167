package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Two voters turn out to be one where quotas are wider than a day: he has one person's votes in the whole campaign. */
class MergedQuotasIT {
    private static final long ONE = 1;
    private static final long OTHER = 2;

    private final TestPostgres database = TestPostgres.fresh();

    /** Works 1 to 4; the odd ones are poems, the others songs. Yesterday and today. */
    MergedQuotasIT() {
        database.execute("INSERT INTO campaign (slug, created_at) VALUES ('sample', now());"
                + " INSERT INTO work (campaign, number, title, author, category) SELECT 1, i, 'w', 'a',"
                + " CASE WHEN i % 2 = 1 THEN 'poems' ELSE 'songs' END FROM generate_series(1, 4) i;"
                + " INSERT INTO voter SELECT FROM generate_series(1, 2)");
        database.execute("SELECT open_day(current_date), open_day(current_date - 1)");
        database.execute("INSERT INTO campaign_day VALUES"
                + " (1, current_date - 1, now() - interval '25 hours', now() - interval '1 hour'),"
                + " (1, current_date, now() - interval '1 hour', now() + interval '1 day')");
    }

    private String cast(long voter, int work, String day, Quotas quotas) {
        try (var connection = database.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT verdict FROM cast_votes(1, " + day
                        + ", NULL, 1, 1, 3, 0, interval '15 s', '{" + voter + "}', '{" + work
                        + "}', ARRAY[gen_random_uuid()], ARRAY[now()], '{false}', '{9}', NULL, NULL, NULL, "
                        + quotas.perWork() + ", " + quotas.perCategory() + ", " + quotas.perCampaign() + ")")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void merge(Quotas quotas) {
        database.execute("SELECT merge_voters(1, 2, '{1}', '{1}', '{3}', '{0}', '{" + quotas.perWork() + "}', '{"
                + quotas.perCategory() + "}', '{" + quotas.perCampaign() + "}')");
    }

    private record Quotas(int perWork, int perCategory, int perCampaign) {}

    private long valid() {
        return database.number("SELECT coalesce(sum(valid), 0) FROM standing");
    }

    private long merged() {
        return database.number("SELECT count(*) FROM ruling WHERE state = 'merged'");
    }

    private void assertTallyIsTheLedgers() {
        assertThat(database.number("SELECT count(*) FROM ledger_count l JOIN standing s USING (campaign, work)"
                        + " WHERE l.valid <> s.valid OR l.recorded <> s.recorded"))
                .isZero();
    }

    @Test
    void theCampaignsQuotaHoldsForBothTogether() {
        var quotas = new Quotas(0, 0, 3);
        for (var voter : new long[] {ONE, OTHER}) {
            assertThat(cast(voter, 1, "current_date - 1", quotas)).isEqualTo("recorded");
            assertThat(cast(voter, 2, "current_date", quotas)).isEqualTo("recorded");
        }
        merge(quotas);

        assertThat(merged()).isEqualTo(1);
        assertThat(valid()).isEqualTo(3);
        assertThat(cast(OTHER, 3, "current_date", quotas)).isEqualTo("campaign-spent");
        assertTallyIsTheLedgers();
    }

    @Test
    void theCategorysQuotaHoldsForBothTogether() {
        var quotas = new Quotas(0, 2, 0);
        assertThat(cast(ONE, 1, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(ONE, 3, "current_date", quotas)).isEqualTo("recorded");
        assertThat(cast(OTHER, 1, "current_date", quotas)).isEqualTo("recorded");
        merge(quotas);

        assertThat(merged()).isEqualTo(1);
        assertThat(valid()).isEqualTo(2);
        assertThat(cast(OTHER, 3, "current_date", quotas)).isEqualTo("category-spent");
        assertTallyIsTheLedgers();
    }

    @Test
    void theWorksQuotaHoldsForBothTogetherAndWhatIsLeftIsHis() {
        var quotas = new Quotas(2, 0, 0);
        assertThat(cast(ONE, 1, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(ONE, 1, "current_date", quotas)).isEqualTo("recorded");
        assertThat(cast(OTHER, 1, "current_date", quotas)).isEqualTo("recorded");
        merge(quotas);

        assertThat(merged()).isEqualTo(1);
        assertThat(cast(OTHER, 1, "current_date", quotas)).isEqualTo("work-spent");
        assertThat(cast(OTHER, 2, "current_date", quotas))
                .as("one of three is left today")
                .isEqualTo("recorded");
        assertThat(cast(OTHER, 4, "current_date", quotas)).isEqualTo("quota-spent");
        assertTallyIsTheLedgers();
    }

    @Test
    void whatIsRuledOutByOneQuotaTakesNothingFromAnother() {
        // the earlier ballot of work 2 falls to the day's quota, so the later one is the first that stands
        var quotas = new Quotas(1, 0, 0);
        assertThat(cast(ONE, 1, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(ONE, 3, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(ONE, 4, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(OTHER, 2, "current_date - 1", quotas)).isEqualTo("recorded");
        assertThat(cast(ONE, 2, "current_date", quotas)).isEqualTo("recorded");
        merge(quotas);

        assertThat(merged()).isEqualTo(1);
        assertThat(database.number("SELECT valid FROM standing WHERE work = 2")).isEqualTo(1);
        assertTallyIsTheLedgers();
    }
}

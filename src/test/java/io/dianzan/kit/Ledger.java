package io.dianzan.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd.Told;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What PostgreSQL itself has of a campaign, and whether everything that phones were told is true of it. */
public final class Ledger {
    private final List<Row> rows = new ArrayList<>();

    private Ledger() {}

    /** One ballot. */
    public record Row(long voter, String day, int slot, String work) {}

    public static Ledger of(TestSite site, String slug) {
        var ledger = new Ledger();
        var sql = "SELECT b.voter, b.day, b.slot, w.number FROM ballot b JOIN work w ON w.id = b.work"
                + " JOIN campaign c ON c.id = b.campaign WHERE c.slug = '" + slug + "'";
        try (var connection = site.database().superuser();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                ledger.rows.add(new Row(found.getLong(1), found.getString(2), found.getInt(3), found.getString(4)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ledger;
    }

    public List<Row> rows() {
        return rows;
    }

    public Map<Long, List<Row>> voterToRows() {
        return rows.stream().collect(Collectors.groupingBy(Row::voter));
    }

    /** No voter has more than the quota on any day, and slots are dense: 1..N. */
    public void assertQuota(int perDay) {
        var placeToSlots = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.voter() + " on " + row.day(), Collectors.mapping(Row::slot, Collectors.toList())));
        placeToSlots.forEach((place, slots) -> {
            assertThat(slots).as("slots of voter %s", place).hasSizeLessThanOrEqualTo(perDay);
            for (int slot = 1; slot <= slots.size(); slot++) {
                assertThat(slots).as("slots of voter %s", place).contains(slot);
            }
        });
    }

    /** Every answer is true: what was recorded is here, once; who was refused had nothing left. */
    public void assertTrue(List<Told> told, int perDay) {
        var voterToRows = voterToRows();
        var recorded = new HashMap<Long, Integer>();
        for (var one : told) {
            var own = voterToRows.getOrDefault(one.voter(), List.of());
            var works = own.stream().map(Row::work).toList();
            if (one.answer().counted()) {
                assertThat(works)
                        .as("works of voter %d, told %s", one.voter(), one)
                        .contains(one.work());
                recorded.merge(one.voter(), one.answer().recorded() ? 1 : 0, Integer::sum);
            } else if ("quota-spent".equals(one.answer().code())) {
                assertThat(own)
                        .as("rows of voter %d, told %s", one.voter(), one)
                        .hasSizeGreaterThanOrEqualTo(perDay);
                assertThat(one.answer().json().getJsonArray("today"))
                        .as("told %s", one)
                        .hasSize(perDay);
            } else {
                assertThat(one.answer().code()).as("told %s", one).isEqualTo("work-spent");
                assertThat(works).contains(one.work());
            }
        }
        // a first try whose answer was lost is told as a repeat, so there may be fewer "recorded" than rows, never more
        recorded.forEach((voter, count) -> assertThat(count)
                .as("recorded answers of voter %d", voter)
                .isLessThanOrEqualTo(voterToRows.getOrDefault(voter, List.of()).size()));
    }

    /** What is published becomes what is here, work by work. */
    public void assertTally(Phone phone, String slug) {
        var workToVotes = rows.stream().collect(Collectors.groupingBy(Row::work, Collectors.counting()));
        Eventually.holds("the tally of " + slug + " equals the ledger " + workToVotes, () -> {
            var published = new HashMap<String, Long>();
            phone.get("/v1/campaigns/" + slug + "/tally")
                    .json()
                    .getJsonArray("works")
                    .forEach(line -> {
                        var work = (JsonObject) line;
                        if (work.getLong("votes") > 0) {
                            published.put(work.getString("number"), work.getLong("votes"));
                        }
                    });
            return published.equals(workToVotes);
        });
    }
}

package io.dianzan.operator.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The result of a campaign and how it came about, as plain data: times by ISO 8601 in the campaign's zone, hashes in
 * hexadecimal digits. What is absent is null. The same campaign gives the same data, whenever it is asked for.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Result(
        String campaign,
        String titleZh,
        String titleEn,
        String zone,
        String opens,
        String closes,
        Final result,
        Totals totals,
        List<Work> works,
        List<Work> withdrawn,
        List<Ruling> rulings,
        List<Rules> rules,
        List<Day> days,
        List<Act> acts) {

    /** Since when the result stands, who made it so, and why. */
    record Final(String since, String by, String reason) {}

    record Totals(long raw, long held, long voided, long merged, long valid) {}

    /** {@code rank} is null for a withdrawn work, {@code withdrawnAt} for every other. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Work(
            Long rank,
            String number,
            String title,
            String author,
            String category,
            long raw,
            long held,
            long voided,
            long merged,
            long valid,
            String withdrawnAt) {}

    /** How many rulings were made to a state for a reason, by whom, and how many ballots are still in it by them. */
    record Ruling(String state, String reason, List<String> by, long made, long standing) {}

    /** A version of the rules; who made it and why may be unknown, as of the first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rules(int version, String effective, String by, String reason, String sha256) {}

    /** {@code seal} is null where no proof was made over the day. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Day(String day, String starts, String ends, String fenced, long ballots, Seal seal) {}

    record Seal(String root, long ballots, String made) {}

    /** An act on the campaign's course. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Act(String act, String effective, String by, String reason, String work, String closes) {}
}

package io.dianzan.operator.figures;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The works of a campaign, a page of them; {@code since}: from when on they have gained votes; {@code search}: what was
 * asked for, empty for all; {@code withdrawn}: how many works are.
 */
public record WorksView(
        String slug,
        String sort,
        String search,
        Instant since,
        List<Standings.Line> lines,
        int page,
        int pages,
        int withdrawn,
        boolean mayAct) {
    /** The query of another page of the same. */
    public String query(int other) {
        return "?sort=" + sort + (search.isEmpty() ? "" : "&q=" + URLEncoder.encode(search, StandardCharsets.UTF_8))
                + "&page=" + other;
    }
}

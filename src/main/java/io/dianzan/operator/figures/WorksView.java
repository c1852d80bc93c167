package io.dianzan.operator.figures;

import java.time.Instant;
import java.util.List;

/** The works of a campaign, a page of them; {@code since}: from when on they have gained votes. */
public record WorksView(String slug, String sort, Instant since, List<Standings.Line> lines, int page, int pages) {}

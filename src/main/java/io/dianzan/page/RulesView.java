package io.dianzan.page;

import java.util.List;

/** The rules of a campaign, or (head null) of all; {@code organiser} is HTML that {@link Markdown} made, or empty. */
public record RulesView(Frame frame, CampaignHead head, List<String> plain, List<String> checks, String organiser) {}

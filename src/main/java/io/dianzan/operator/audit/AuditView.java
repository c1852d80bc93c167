package io.dianzan.operator.audit;

import java.util.List;

/** A page of the audit; {@code newer} and {@code older} are addresses, or null at the ends. */
public record AuditView(List<Line> lines, List<Act> acts, boolean staff, String operator, String newer, String older) {

    /** {@code act} is as people say it. */
    public record Line(String at, String operator, String act, String reason, List<Change> changes) {}

    public record Act(String word, String said, boolean chosen) {}
}

package io.dianzan.operator.limits;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.Campaign.RulesVersion;
import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.operator.limits.Bound.Setting;
import io.dianzan.operator.limits.RulesFiles.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What binds a campaign's voters now, since when and by which file, and what it refused: pure. {@code files}: what is wrong
 * with the campaigns' files, by which other limits may be meant than are in force.
 */
public record LimitsView(
        String slug, Version inForce, Version next, List<Line> lines, Refused refused, List<FileProblem> files) {

    /** A version of the rules; {@code source} says where it came from. */
    public record Version(int number, Instant since, Source source) {}

    /** What figures know, by outcome, of the campaign's present day and of the last hour. */
    public record Refused(Instant dayBegan, Map<String, Long> today, Map<String, Long> lastHour) {}

    /**
     * One quota or limit: as it is, and by which version and since when it has been so; {@code next} is null where the
     * version that waits changes nothing of it. The counts are null where it refuses nothing.
     */
    public record Line(
            Bound bound, Setting setting, int version, Instant since, Setting next, Long today, Long lastHour) {}

    static LimitsView of(Campaign campaign, Instant now, Map<Integer, Source> sources, Refused refused) {
        var present = campaign.rulesAt(now);
        var next = campaign.versions().stream()
                .filter(version -> version.effectiveAt().isAfter(now))
                .findFirst();
        var lines = Arrays.stream(Bound.values())
                .map(bound -> line(bound, campaign, present, next, refused))
                .toList();
        return new LimitsView(
                campaign.slug(),
                version(present, sources),
                next.map(version -> version(version, sources)).orElse(null),
                lines,
                refused,
                List.of());
    }

    LimitsView with(List<FileProblem> problems) {
        return new LimitsView(slug, inForce, next, lines, refused, problems);
    }

    /** What is in force, and what waits. */
    public List<Version> sources() {
        return next == null ? List.of(inForce) : List.of(inForce, next);
    }

    /** Taps that a quota or limit refused today; one that two of them name counts once. */
    public long allToday() {
        return sum(refused.today());
    }

    public long allLastHour() {
        return sum(refused.lastHour());
    }

    private static long sum(Map<String, Long> counts) {
        return Arrays.stream(Bound.values())
                .map(Bound::everyOutcome)
                .distinct()
                .mapToLong(outcome -> counts.getOrDefault(outcome, 0L))
                .sum();
    }

    private static Line line(
            Bound bound, Campaign campaign, RulesVersion present, Optional<RulesVersion> next, Refused refused) {
        var setting = bound.of(present.rules());
        var begin = begin(bound, campaign, present);
        var outcome = bound.outcome(present.rules());
        return new Line(
                bound,
                setting,
                begin.version(),
                begin.effectiveAt(),
                next.map(version -> bound.of(version.rules()))
                        .filter(later -> !later.equals(setting))
                        .orElse(null),
                outcome == null ? null : refused.today().getOrDefault(outcome, 0L),
                outcome == null ? null : refused.lastHour().getOrDefault(outcome, 0L));
    }

    /** The version from which on it has been as it is now without a break. */
    private static RulesVersion begin(Bound bound, Campaign campaign, RulesVersion present) {
        var setting = bound.of(present.rules());
        RulesVersion begin = null;
        for (var version : campaign.versions()) {
            if (version.version() > present.version()) {
                break;
            }
            if (!bound.of(version.rules()).equals(setting)) {
                begin = null;
            } else if (begin == null) {
                begin = version;
            }
        }
        return begin;
    }

    private static Version version(RulesVersion version, Map<Integer, Source> sources) {
        return new Version(
                version.version(),
                version.effectiveAt(),
                sources.getOrDefault(version.version(), new Source("", null, null)));
    }
}

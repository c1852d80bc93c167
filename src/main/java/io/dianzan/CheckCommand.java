package io.dianzan;

import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.campaign.Rules;
import io.dianzan.config.Problems;
import io.dianzan.http.Language;
import io.dianzan.page.RulesChange;
import io.dianzan.page.RulesText;
import io.dianzan.page.Texts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Validates all config without touching a store, and shows what it means day by day. */
@Command(
        name = "check",
        description = "Validate all config and list each campaign's next 14 days.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int DAYS = 14;
    private static final Duration USUAL = Duration.ofDays(1);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--explain", description = "Say each campaign's rules in plain words, as its page does.")
    private boolean explain;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "Say in plain words what the campaign's file changes against this older one.")
    private Path against;

    @Override
    public Integer call() {
        var read = config.read();
        var older = against == null ? null : older();
        var out = spec.commandLine().getOut();
        out.println(
                config.file() + ": good, mode " + read.server().mode().name().toLowerCase());
        SharingCheck.warnings(read.server().site()).forEach(warning -> out.println("  warning: " + warning));
        SiteCheck.warnings(read.server().site()).forEach(warning -> out.println("  warning: " + warning));
        for (var campaign : read.campaigns()) {
            out.println();
            out.println(campaign.file() + ": good");
            ChannelCheck.warnings(campaign.rules()).forEach(warning -> out.println("  warning: " + warning));
            SharingCheck.warnings(campaign.rules()).forEach(warning -> out.println("  warning: " + warning));
            days(campaign.rules(), Instant.now(), out);
            if (explain) {
                explain(campaign.rules(), out);
            }
            if (older != null && isOf(older, campaign)) {
                change(older, campaign, out);
            }
        }
        out.flush();
        if (older != null && read.campaigns().stream().noneMatch(campaign -> isOf(older, campaign))) {
            throw new ToolRefused(against + ": slug: \"" + older.rules().slug() + "\" is no campaign of this config");
        }
        return 0;
    }

    private Proposal older() {
        try {
            var problems = new Problems();
            var text = Files.readString(against);
            var rules = CampaignFile.parse(against.toString(), text, problems);
            problems.throwIfAny();
            return new Proposal(against.toString(), text, rules);
        } catch (IOException e) {
            throw new ToolRefused(against + ": cannot be read");
        }
    }

    private static boolean isOf(Proposal older, Proposal campaign) {
        return older.rules().slug().equals(campaign.rules().slug());
    }

    /** In both languages, as the log and the console tell it when the file is taken. */
    private static void change(Proposal before, Proposal after, PrintWriter out) {
        var texts = Texts.read();
        out.println("  against " + before.file() + ":");
        for (var language : Language.values()) {
            new RulesChange(texts.in(language)).between(before, after).forEach(line -> out.println("  " + line));
        }
    }

    /** In both languages, as voters will read it. */
    private static void explain(Rules rules, PrintWriter out) {
        var texts = Texts.read();
        for (var language : Language.values()) {
            new RulesText(texts.in(language)).of(rules).forEach(line -> out.println("  " + line));
        }
    }

    private static void days(Rules rules, Instant now, PrintWriter out) {
        var calendar = rules.calendar();
        var zoned = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx").withZone(rules.zone());
        out.printf(
                "  %s, %s, %d a day, same work %s%n",
                rules.titleEn(), rules.zone(), rules.perDay(), rules.sameWork().word());
        out.println("  results " + rules.results().words());
        out.println("  day         start                    end                      length  votes");
        var first = rules.opens() != null && rules.opens().isAfter(now) ? rules.opens() : now;
        for (int i = 0; i < DAYS; i++) {
            var day = calendar.day(calendar.dateOf(first).plusDays(i));
            var starts = rules.opens() != null && rules.opens().isAfter(day.starts()) ? rules.opens() : day.starts();
            var ends = rules.closes() != null && rules.closes().isBefore(day.ends()) ? rules.closes() : day.ends();
            if (!starts.isBefore(ends)) {
                continue;
            }
            var length = Duration.between(starts, ends);
            out.printf(
                    "  %s  %s  %s  %5s  %5d%s%n",
                    day.date(),
                    zoned.format(starts),
                    zoned.format(ends),
                    length.toHours() + ":" + String.format("%02d", length.toMinutesPart()),
                    rules.perDay(),
                    length.equals(USUAL) ? "" : "  warning: not 24 hours, with a full quota");
        }
    }
}

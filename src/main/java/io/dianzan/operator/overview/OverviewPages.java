package io.dianzan.operator.overview;

import io.dianzan.campaign.Campaign;
import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.campaign.LifeCycle.State;
import io.dianzan.campaign.Reloading.FileProblem;
import io.dianzan.campaign.Results;
import io.dianzan.http.Reply;
import io.dianzan.operator.console.Console;
import io.dianzan.operator.console.FileNotices;
import io.dianzan.operator.console.Moments;
import io.dianzan.operator.console.Title;
import io.dianzan.operator.overview.OverviewTable.Totals;
import io.dianzan.operator.overview.OverviewView.Act;
import io.dianzan.operator.overview.OverviewView.Day;
import io.dianzan.operator.overview.OverviewView.Fact;
import io.dianzan.operator.overview.OverviewView.Figure;
import io.dianzan.operator.overview.OverviewView.Version;
import io.dianzan.operator.staff.OperatorGuard;
import io.dianzan.operator.staff.Right;
import io.dianzan.page.Numbers;
import io.dianzan.page.Times;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** {@code GET /operator/c/:slug/campaign}: where a campaign stands, by which rules, and what can be done. */
public final class OverviewPages {
    private static final int HASH_LETTERS = 8;
    private static final Map<String, String> MOODS =
            Map.of("fenced", "ok", "coming", "no", "running", "now", "settling", "wait");

    private final Campaigns campaigns;
    private final CampaignClock clock;
    private final OverviewTable table;
    private final Console console;
    private final Supplier<List<FileProblem>> files;

    /** {@code files}: what is wrong with the campaigns' files. */
    public OverviewPages(
            Campaigns campaigns, CampaignClock clock, Pool pool, Console console, Supplier<List<FileProblem>> files) {
        this.campaigns = campaigns;
        this.clock = clock;
        this.table = new OverviewTable(pool);
        this.console = console;
        this.files = files;
    }

    public Future<Reply> overview(RoutingContext ctx) {
        var campaign = campaigns.require(ctx.pathParam("slug"));
        var words = console.words(ctx);
        return Future.all(table.totals(campaign.id()), table.days(campaign.id()), table.versions(campaign.id()))
                .compose(read -> {
                    Totals totals = read.resultAt(0);
                    var telling = new Telling(campaign, clock.now(), words, console.moments(campaign), files.get());
                    var view = telling.view(totals, read.resultAt(1), read.resultAt(2), acts(ctx, telling));
                    var title = Title.of(words.say("overview.title"), "campaign", campaign.slug());
                    return console.show(ctx, "campaign", title.asOf(totals.asOf()), view);
                });
    }

    private static List<Act> acts(RoutingContext ctx, Telling telling) {
        return OperatorGuard.of(ctx).may(Right.ACT) ? telling.acts() : List.of();
    }

    /** One campaign at one time, in one language. */
    private record Telling(Campaign campaign, Instant now, Words words, Moments moments, List<FileProblem> files) {

        OverviewView view(Totals totals, List<DayFact> days, List<VersionFact> versions, List<Act> acts) {
            var life = campaign.lifeCycleAt(now);
            return new OverviewView(
                    say("state." + word(life.state())),
                    mood(life.state()),
                    icon(life.state()),
                    life.since() == null ? null : moments.second(life.since()),
                    life.text(),
                    figures(totals, days),
                    facts(),
                    acts,
                    days.stream().map(this::day).toList(),
                    versions(versions),
                    files.stream().map(this::problem).toList());
        }

        private String problem(FileProblem found) {
            return new FileNotices(words).of(found);
        }

        private List<Version> versions(List<VersionFact> facts) {
            var changes = new VersionChanges(facts, words);
            return IntStream.range(0, facts.size())
                    .mapToObj(place -> version(facts.get(place), changes.at(place)))
                    .toList();
        }

        List<Act> acts() {
            return PossibleActs.in(campaign.lifeCycleAt(now).state()).stream()
                    .map(act ->
                            new Act(words.say("auditAct." + act), "/operator/c/" + campaign.slug() + "/acts/" + act))
                    .toList();
        }

        private List<Figure> figures(Totals totals, List<DayFact> days) {
            var out = totals.recorded() - totals.valid();
            return List.of(
                    new Figure(say("valid"), Numbers.grouped(totals.valid()), null),
                    new Figure(say("recorded"), Numbers.grouped(totals.recorded()), null),
                    new Figure(say("out"), Numbers.grouped(out), say("outNote")),
                    new Figure(
                            say("fenced"),
                            days.stream().filter(day -> day.fencedAt() != null).count() + " / " + days.size(),
                            null));
        }

        private List<Fact> facts() {
            var version = campaign.rulesAt(now);
            var rules = version.rules();
            var life = campaign.lifeCycleAt(now);
            return List.of(
                    new Fact(say("slug"), campaign.slug()),
                    new Fact(say("opens"), life.opens() == null ? say("always") : moments.minute(life.opens())),
                    new Fact(say("closes"), life.closes() == null ? say("never") : moments.minute(life.closes())),
                    new Fact(say("dayStarts"), rules.dayStarts().toString()),
                    new Fact(say("perDay"), Integer.toString(rules.perDay())),
                    new Fact(say("sameWork"), say("sameWork." + word(rules.sameWork()))),
                    new Fact(say("channels"), String.join(", ", rules.channels())),
                    new Fact(say("results"), results(rules.results())),
                    new Fact(
                            say("inForce"),
                            words.say(
                                    "overview.versionSince",
                                    Map.of(
                                            "version",
                                            version.version(),
                                            "time",
                                            moments.second(version.effectiveAt())))));
        }

        private String results(Results results) {
            return words.say(
                    "overview.results." + results.show().word(),
                    Map.of("by", new Times(words, moments.zone()).span(results.by()), "to", results.to()));
        }

        private Day day(DayFact day) {
            var state = stateOf(day);
            return new Day(
                    day.day().toString(),
                    moments.minute(day.starts()),
                    moments.minute(day.ends()),
                    say(state + "Day"),
                    MOODS.get(state),
                    moments.second(day.fencedAt()));
        }

        private String stateOf(DayFact day) {
            if (day.fencedAt() != null) {
                return "fenced";
            }
            return day.starts().isAfter(now) ? "coming" : day.ends().isAfter(now) ? "running" : "settling";
        }

        private Version version(VersionFact fact, List<String> changes) {
            var inForce = campaign.rulesAt(now).version();
            var state = fact.version() == inForce ? "current" : fact.version() > inForce ? "coming" : "past";
            return new Version(
                    fact.version(),
                    moments.second(fact.effectiveAt()),
                    say("version." + state),
                    state.equals("current") ? "ok" : state.equals("coming") ? "wait" : "no",
                    fact.by() == null ? "" : fact.by(),
                    fact.reason() == null ? "" : fact.reason(),
                    fact.hash().substring(0, HASH_LETTERS),
                    fact.text(),
                    changes);
        }

        private String say(String key) {
            return words.say("overview." + key);
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        private static String mood(State state) {
            return switch (state) {
                case OPEN -> "ok";
                case PAUSED, DRAFT -> "wait";
                case CLOSED, FINAL -> "no";
            };
        }

        private static String icon(State state) {
            return switch (state) {
                case OPEN -> "check";
                case PAUSED -> "pause";
                case DRAFT -> "wait";
                case CLOSED, FINAL -> "stop";
            };
        }
    }
}

package io.dianzan;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Language;
import io.dianzan.operator.acts.Act;
import io.dianzan.operator.acts.Acting;
import io.dianzan.operator.acts.Confirmed;
import io.dianzan.operator.acts.Declined;
import io.dianzan.operator.acts.Done;
import io.dianzan.operator.acts.Order;
import io.dianzan.operator.acts.Preview;
import io.dianzan.operator.acts.Scene;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Role;
import io.dianzan.page.Texts;
import io.dianzan.page.Words;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** An operator's act from the command line: says what will happen and, with {@code --yes}, does it. */
@Command(
        name = "act",
        description = "Act on a campaign, its works, its voters or their ballots: say what will happen, and do it.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "hold, void and release rule the ballots that fit all of --voter, --work, --day, --since, --before,",
            "--address, --prefix and --share. More than the campaign's fourEyes wait until another operator",
            "confirms: dianzan act confirm CAMPAIGN --proposal N. Times are local to the campaign's zone.",
            "",
            "Exit status: 0 done, 1 refused, 2 wrong usage, 3 not done yet (only shown, or waiting for a second",
            "operator), 4 not known (the database was lost meanwhile: look at the audit)."
        })
final class ActCommand implements Callable<Integer> {
    private static final int NOT_YET = 3;
    private static final int NOBODY_KNOWS = 4;
    private static final String UNKNOWN =
            "The database was lost while it did this: it may be done or not. Look at the audit before you try again.";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Parameters(
            index = "0",
            paramLabel = "ACT",
            description = "One of: ${COMPLETION-CANDIDATES}",
            converter = Word.class,
            completionCandidates = ActWords.class)
    private Act act;

    @Parameters(index = "1", paramLabel = "CAMPAIGN", description = "The campaign's slug.")
    private String slug;

    @Option(names = "--reason", required = true, description = "Why; goes into the audit.")
    private String reason;

    @Option(names = "--yes", description = "Do it; without this it is only said what would happen.")
    private boolean yes;

    @Option(names = "--type", paramLabel = "TEXT", description = "What the preview asks for, where it asks.")
    private String typed;

    @Option(names = "--text", description = "With pause: what phones are told meanwhile.")
    private String text;

    @Option(names = "--to", paramLabel = "TIME", description = "With extend: the new close, as 2024-03-06T00:00.")
    private String to;

    @Option(names = "--until", paramLabel = "TIME", description = "With ban: when it ends; without: never.")
    private String until;

    @Option(names = "--work", paramLabel = "NUMBER", description = "The work: withdraw, put-back, rulings.")
    private String work;

    @Option(names = "--voter", paramLabel = "NUMBER", description = "The voter: ban, unban, rulings.")
    private String voter;

    @Option(names = "--day", paramLabel = "DATE", description = "Ballots of this campaign day.")
    private String day;

    @Option(names = "--since", paramLabel = "TIME", description = "Ballots accepted at or after.")
    private String since;

    @Option(names = "--before", paramLabel = "TIME", description = "Ballots accepted before.")
    private String before;

    @Option(names = "--address", paramLabel = "HASH", description = "Ballots of an address, by its hash.")
    private String address;

    @Option(names = "--prefix", paramLabel = "HASH", description = "Ballots of an address prefix, by its hash.")
    private String prefix;

    @Option(names = "--share", paramLabel = "CODE", description = "Ballots that came by a share link.")
    private String share;

    @Option(names = "--proposal", paramLabel = "N", description = "With confirm and take-back: which.")
    private String proposal;

    @Override
    public Integer call() {
        var words = Texts.read().with(List.of("/operator/texts/acts.yaml")).in(Language.EN);
        try {
            return Tool.with(config.read().server(), pool -> act(pool, words));
        } catch (Declined declined) {
            if (declined.now() != null) {
                print(words, declined.now());
            }
            throw new ToolRefused(declined.why().in(words));
        } catch (Refused refused) {
            if (refused.reason() != Refusal.OUTCOME_UNKNOWN) {
                throw refused;
            }
            spec.commandLine().getErr().println(UNKNOWN);
            return NOBODY_KNOWS;
        }
    }

    private Future<Integer> act(Pool pool, Words words) {
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        var acting = new Acting(new Scene(new Campaigns(pool), new Catalogue(new WorkTable(pool)), clock), pool);
        // whoever can run this has the server's rights on the database already; the name says by which door
        var operator = new Operator(Tool.operator(), Role.OPERATOR);
        return clock.measure()
                .compose(measured -> acting.preview(operator, order()).compose(preview -> {
                    print(words, preview);
                    if (!yes) {
                        out().println("Nothing was done; with --yes it is.");
                        return Future.succeededFuture(NOT_YET);
                    }
                    return acting.carryOut(operator, preview.order(), new Confirmed(reason, preview.version(), typed))
                            .map(done -> told(words, done));
                }));
    }

    private int told(Words words, Done done) {
        out().println(done.said().in(words));
        return done.proposal() == null ? 0 : NOT_YET;
    }

    private void print(Words words, Preview preview) {
        preview.sentences().forEach(sentence -> out().println(sentence.in(words)));
        if (preview.typed() != null) {
            out().println("To do it, add: --type=" + preview.typed());
        }
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private Order order() {
        var fields = new LinkedHashMap<String, String>();
        put(fields, "text", text);
        put(fields, "to", to);
        put(fields, "until", until);
        put(fields, "work", work);
        put(fields, "voter", voter);
        put(fields, "day", day);
        put(fields, "since", since);
        put(fields, "before", before);
        put(fields, "address", address);
        put(fields, "prefix", prefix);
        put(fields, "share", share);
        put(fields, "proposal", proposal);
        return new Order(act, slug, fields);
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** The words of the acts, as they stand in addresses too. */
    static final class ActWords implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Act.values()).map(Act::word).iterator();
        }
    }

    static final class Word implements ITypeConverter<Act> {
        @Override
        public Act convert(String word) {
            return Act.of(word)
                    .orElseThrow(() -> new TypeConversionException("expected one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Act.values()).map(Act::word).toList())));
        }
    }
}

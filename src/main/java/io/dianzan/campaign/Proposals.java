package io.dianzan.campaign;

import io.dianzan.campaign.Reception.Taken;
import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the campaigns as they are handed to PostgreSQL, which holds the rules in force. A file is a proposal: a
 * changed one becomes the next version, an older known one is reported and not applied.
 */
public final class Proposals {
    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

    /** A version takes effect so long after it is written; {@code put_rules} says the same to PostgreSQL. */
    private static final Duration EFFECTIVE_AFTER = Duration.ofSeconds(3);
    /** Others change the campaign at the same moment; whoever is overtaken more often tries again later. */
    private static final int MOST_TRIES = 5;

    private final RulesTable table;

    public Proposals(Pool pool) {
        this.table = new RulesTable(pool);
    }

    /** A campaign's file that was read without a problem. */
    public record Proposal(String file, String text, Rules rules) {
        /** Something wrong with a key of it, with the line on which that stands. */
        public Problem problem(String key, String expected) {
            return new Problem(file, CampaignFile.lineOf(text, key), key, expected);
        }
    }

    /** Reads every {@code *.yaml} of a folder; all problems go to {@code problems}. */
    public static List<Proposal> read(Path folder, Problems problems) {
        var proposals = new ArrayList<Proposal>();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                var text = Files.readString(file);
                proposals.add(new Proposal(file.toString(), text, CampaignFile.parse(file.toString(), text, problems)));
            }
        } catch (IOException e) {
            problems.add(
                    folder.toString(),
                    0,
                    "campaigns",
                    "cannot be read: " + e.getClass().getSimpleName());
        }
        proposals.stream()
                .filter(one -> proposals.stream()
                        .anyMatch(other -> other != one
                                && other.rules().slug().equals(one.rules().slug())))
                .forEach(one ->
                        problems.add(one.file(), 0, "slug", "\"" + one.rules().slug() + "\" stands in two files"));
        return proposals;
    }

    /** Stores what is new of the files, one after the other; a file that cannot be is logged, the old rules stay. */
    public Future<Void> propose(List<Proposal> proposals) {
        var all = Future.<Void>succeededFuture();
        for (var proposal : proposals) {
            all = all.compose(before -> propose(proposal)).map(reception -> {
                reception.problems().forEach(problem -> LOG.warn("{}", problem));
                return null;
            });
        }
        return all;
    }

    /** Stores a file if it is new and may be; tells what became of it. */
    public Future<Reception> propose(Proposal proposal) {
        return propose(proposal, CampaignFile.hashOf(proposal.text()), 1);
    }

    private Future<Reception> propose(Proposal proposal, byte[] hash, int tries) {
        return table.held(proposal.rules().slug()).compose(held -> {
            var known = held.versionOf(hash);
            if (known > 0) {
                return Future.succeededFuture(
                        known == held.texts().size()
                                ? Reception.IN_FORCE
                                : stale(proposal, known, held.texts().size()));
            }
            var problems = problemsOf(proposal, held);
            return problems.isEmpty()
                    ? table.put(proposal, held, hash).compose(put -> switch (put.verdict()) {
                        case TAKEN ->
                            Future.succeededFuture(Reception.taken(
                                    new Taken(put.version(), put.effectiveAt(), held.newest(), proposal)));
                        case FROZEN -> Future.succeededFuture(Reception.refused(frozen(proposal, held.newest())));
                        case OVER -> Future.succeededFuture(Reception.refused(List.of(over(proposal))));
                        case MOVED ->
                            tries < MOST_TRIES
                                    ? propose(proposal, hash, tries + 1)
                                    : Future.failedFuture(new IllegalStateException("the campaign moves all the time"));
                    })
                    : Future.succeededFuture(Reception.refused(problems));
        });
    }

    private static Reception stale(Proposal proposal, int known, int newest) {
        return Reception.stale(new Problem(
                proposal.file(),
                0,
                "change",
                "is an older file: it says what version " + known + " of the rules did, and version " + newest
                        + " is in force; it was not applied. To go back on purpose, say so in it:"
                        + " change: {by: ..., reason: ...}"));
    }

    /** What can be told without asking PostgreSQL again, by what it said before. */
    private static List<Problem> problemsOf(Proposal proposal, RulesTable.Held held) {
        if (held.isFirst()) {
            return List.of();
        }
        var problems = new ArrayList<Problem>();
        var before = held.newest().rules();
        var rules = proposal.rules();
        var then = held.now().plus(EFFECTIVE_AFTER);
        var opened =
                !before.isDraftAt(then) || held.campaign().lifeCycleAt(then).state() != LifeCycle.State.DRAFT;
        if (opened && rules.change().isEmpty()) {
            problems.add(proposal.problem(
                    "change",
                    "expected {by: ..., reason: ...}: the campaign has opened, so a change says who makes it and why"));
        }
        if (before.opens() != null && !before.isDraftAt(then) && !before.opens().equals(rules.opens())) {
            problems.add(proposal.problem("opens", "expected what it was: the campaign has opened"));
        }
        if (rules.closes() != null
                && !rules.closes().equals(before.closes())
                && !rules.closes().isAfter(then)) {
            problems.add(proposal.problem(
                    "closes",
                    "expected a time to come, for votes were taken until now; to end it now: dianzan act close"));
        }
        return problems;
    }

    private static List<Problem> frozen(Proposal proposal, Proposal before) {
        return FrozenKeys.changed(before.rules(), proposal.rules()).stream()
                .map(key -> proposal.problem(
                        key,
                        "expected what it was: " + key
                                + " cannot change after the first ballot or the first day; the old rules stay"))
                .toList();
    }

    private static Problem over(Proposal proposal) {
        return proposal.problem("closes", "expected what it was: the last day is over, and there is a result");
    }
}

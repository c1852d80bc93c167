package io.dianzan.campaign;

import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.campaign.Reception.Taken;
import io.dianzan.campaign.RulesFolder.Reading;
import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import io.dianzan.store.PostgresFault;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The campaigns' files while the server runs. A changed file is taken when two looks have found it the same, so that none
 * is taken half written; then it is the next version, or refused, and the old rules stay. What is wrong with a file is
 * logged once, and told for as long as it is so.
 *
 * <p>Nothing here decides what is in force: every process that sees the file proposes it, PostgreSQL makes one version.
 */
public final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    private final RulesFolder folder;
    private final Proposals proposals;
    private final Campaigns campaigns;
    private final BiConsumer<Proposal, Problems> check;
    private final News news;
    private final WatchedFiles files;

    /** {@code check}: what else a file must be good for, beside itself. */
    public Reloading(
            RulesFolder folder,
            Proposals proposals,
            Campaigns campaigns,
            BiConsumer<Proposal, Problems> check,
            News news) {
        this.folder = folder;
        this.proposals = proposals;
        this.campaigns = campaigns;
        this.check = check;
        this.news = news;
        files = new WatchedFiles(campaigns);
    }

    /** Is told of each version that this process has made of a file. */
    @FunctionalInterface
    public interface News {
        Future<Void> taken(Taken taken);
    }

    /** What an operator should know of a file, in one line. */
    public record FileProblem(String file, String problem) {}

    /** Proposes the files with which a server starts. */
    public Future<Void> begin(List<Proposal> files) {
        var begun = Future.<Void>succeededFuture();
        for (var file : files) {
            var reading = new Reading(file.text(), null);
            begun = begun.compose(before -> propose(WatchedFile.unknown(file.file()), reading, file))
                    .mapEmpty();
        }
        return begun;
    }

    /** Looks once; a file whose fate PostgreSQL could not tell is proposed again by the next look. */
    public Future<Void> look() {
        return folder.read().compose(readings -> {
            var names = new TreeSet<>(readings.keySet());
            var absent = new TreeSet<>(files.names());
            absent.removeAll(names);
            var waiting = new ArrayList<Throwable>();
            var looked = Future.<Void>succeededFuture();
            for (var name : names) {
                var reading = readings.get(name);
                looked = looked.compose(before -> look(name, reading))
                        .recover(failure -> failed(name, reading, failure, waiting));
            }
            // who was renamed is known by now under his new name
            return looked.compose(all -> {
                absent.forEach(this::miss);
                return waiting.isEmpty() ? Future.succeededFuture() : Future.failedFuture(waiting.get(0));
            });
        });
    }

    /** One file holds up no other. What PostgreSQL will never take is refused; the rest waits for the next look. */
    private Future<Void> failed(String name, Reading reading, Throwable failure, List<Throwable> waiting) {
        if (PostgresFault.passes(failure)) {
            waiting.add(failure);
        } else {
            refuse(
                    files.of(name),
                    reading,
                    List.of(new Problem(name, 0, "file", "PostgreSQL does not take it: " + Reason.of(failure))));
        }
        return Future.succeededFuture();
    }

    /** All that is wrong with the files now, by their names; known on every thread. */
    public List<FileProblem> problems() {
        return files.problems();
    }

    /** How many files there are in a state; known on every thread. */
    public long count(FileState state) {
        return files.count(state);
    }

    private Future<Void> look(String name, Reading reading) {
        var file = files.of(name);
        if (reading.equals(file.judged()) && !file.wantsTakenSlug()) {
            return again(file.seen(reading));
        }
        if (!reading.equals(file.seen())) {
            files.keep(file.seen(reading));
            return Future.succeededFuture();
        }
        if (reading.text() == null) {
            refuse(file, reading, List.of(new Problem(name, 0, "file", reading.problem())));
            return Future.succeededFuture();
        }
        var problems = new Problems();
        var proposal = read(name, reading.text(), problems);
        if (!problems.found().isEmpty()) {
            refuse(file, reading, problems.found());
            return Future.succeededFuture();
        }
        return propose(file, reading, proposal)
                .compose(reception -> reception.taken() == null ? Future.succeededFuture() : campaigns.refresh());
    }

    /** What was good may have become old: another process has a newer file. It is a version, so nothing is written. */
    private Future<Void> again(WatchedFile file) {
        var world = campaigns.all().stream()
                .filter(campaign -> campaign.slug().equals(file.slug()))
                .mapToInt(Campaign::world)
                .findFirst()
                .orElse(WatchedFile.NO_WORLD);
        var good = file.state() == FileState.IN_FORCE || file.state() == FileState.STALE;
        if (!good || world == file.world()) {
            files.keep(file);
            return Future.succeededFuture();
        }
        var text = file.judged().text();
        var proposal = new Proposal(file.file(), text, CampaignFile.parse(file.file(), text, new Problems()));
        return propose(file, file.judged(), proposal).map(judged -> {
            files.keep(files.of(file.file()).at(world));
            return null;
        });
    }

    private Proposal read(String name, String text, Problems problems) {
        try {
            var proposal = new Proposal(name, text, CampaignFile.parse(name, text, problems));
            if (problems.found().isEmpty()) {
                // what cannot be hashed is refused here, with its name
                CampaignFile.hashOf(text);
                check.accept(proposal, problems);
            }
            files.all()
                    .filter(other -> !other.file().equals(name) && !other.seen().isNone())
                    .filter(other -> proposal.rules().slug().equals(other.slug()))
                    .map(other -> proposal.problem("slug", "expected another one: " + other.file() + " has it"))
                    .forEach(problems::add);
            return proposal;
        } catch (RuntimeException e) {
            // a document that no rules can be read from, in a way that nobody has thought of
            problems.add(name, 0, "yaml", "expected keys and values that can be read");
            return null;
        }
    }

    private Future<Reception> propose(WatchedFile file, Reading reading, Proposal proposal) {
        return proposals.propose(proposal).compose(reception -> {
            tell(
                    file,
                    file.judged(
                            reading,
                            reception.state(),
                            reception.problems(),
                            proposal.rules().slug()));
            return reception.taken() == null
                    ? Future.succeededFuture(reception)
                    : news.taken(reception.taken()).map(reception);
        });
    }

    private void refuse(WatchedFile file, Reading reading, List<Problem> problems) {
        // the slug of before: what cannot be read still has it
        tell(file, file.judged(reading, FileState.REFUSED, problems, file.slug()));
    }

    /** A file is gone when two looks have missed it: some editors write a new one and rename that. */
    private void miss(String name) {
        var file = files.of(name);
        var elsewhere = files.all()
                .anyMatch(other -> other != file
                        && other.state() != FileState.GONE
                        && other.slug() != null
                        && other.slug().equals(file.slug()));
        if (elsewhere || file.slug() == null) {
            files.forget(name);
        } else if (file.seen().isNone() && file.state() != FileState.GONE) {
            var problem = new Problem(
                    name,
                    0,
                    "file",
                    "is gone; the rules of " + file.slug() + " stay. To end the campaign: dianzan act close");
            tell(file, file.judged(Reading.NONE, FileState.GONE, List.of(problem), file.slug()));
        } else {
            files.keep(file.seen(Reading.NONE));
        }
    }

    private void tell(WatchedFile before, WatchedFile after) {
        files.keep(after);
        if (before.saysTheSameAs(after)) {
            return;
        }
        if (!after.problems().isEmpty()) {
            after.problems().forEach(problem -> LOG.warn("{}", problem));
        } else if (!before.problems().isEmpty()) {
            LOG.info("{}: in force", after.file());
        }
    }
}

package io.dianzan.campaign;

import io.dianzan.config.Problems;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of the campaigns as they are handed to PostgreSQL, which holds the rules in force. A file is a proposal: a
 * changed one becomes the next version, an older known one is reported and not applied.
 */
public final class Proposals {
    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);

    private final Pool pool;

    public Proposals(Pool pool) {
        this.pool = pool;
    }

    /** A campaign's file that was read without a problem. */
    public record Proposal(String file, String text, Rules rules) {}

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
            all = all.compose(before -> pool.withTransaction(connection -> propose(connection, proposal)));
        }
        return all;
    }

    private static Future<Void> propose(SqlConnection connection, Proposal proposal) {
        // the row is locked: two processes that start together must not make two versions of one file
        return connection
                .preparedQuery("""
                        INSERT INTO campaign (slug, created_at) VALUES ($1, campaign_time())
                        ON CONFLICT (slug) DO UPDATE SET world = campaign.world RETURNING id""")
                .execute(Tuple.of(proposal.rules().slug()))
                .map(rows -> rows.iterator().next().getInteger(0))
                .compose(campaign -> connection
                        .preparedQuery("SELECT hash, text FROM rules WHERE campaign = $1 ORDER BY version")
                        .execute(Tuple.of(campaign))
                        .compose(versions -> decide(connection, campaign, proposal, Rows.list(versions))));
    }

    private static Future<Void> decide(SqlConnection connection, int campaign, Proposal proposal, List<Row> versions) {
        var hash = CampaignFile.hashOf(proposal.text());
        for (int i = 0; i < versions.size(); i++) {
            if (Arrays.equals(versions.get(i).getBuffer("hash").getBytes(), hash)) {
                if (i < versions.size() - 1) {
                    LOG.warn(
                            "{} is an older file: it says what version {} of the rules did, and version {} is in force;"
                                    + " it was not applied. To go back on purpose, say so in it:"
                                    + " change: {by: ..., reason: ...}",
                            proposal.file(),
                            i + 1,
                            versions.size());
                }
                return Future.succeededFuture();
            }
        }
        if (versions.isEmpty()) {
            return CampaignTable.insertRules(connection, campaign, proposal, hash, true);
        }
        var last = CampaignFile.parse(
                "rules in force", versions.get(versions.size() - 1).getString("text"), new Problems());
        return connection
                .preparedQuery("SELECT EXISTS (SELECT FROM ballot WHERE campaign = $1)"
                        + " OR EXISTS (SELECT FROM fence WHERE campaign = $1)")
                .execute(Tuple.of(campaign))
                .compose(rows -> {
                    var frozen = rows.iterator().next().getBoolean(0) ? frozen(last, proposal.rules()) : null;
                    if (frozen != null) {
                        LOG.warn(
                                "{}: {} cannot change after the first ballot or the first day; the old rules stay",
                                proposal.file(),
                                frozen);
                        return Future.succeededFuture();
                    }
                    var sameDays = last.calendar().equals(proposal.rules().calendar());
                    return (sameDays ? Future.<Void>succeededFuture() : CampaignTable.forgetDays(connection, campaign))
                            .compose(ready -> CampaignTable.insertRules(connection, campaign, proposal, hash, false));
                });
    }

    /** The first key that changed although ballots depend on it; null where there is none. */
    static String frozen(Rules before, Rules after) {
        if (!before.zone().equals(after.zone())) {
            return "zone";
        }
        if (!before.dayStarts().equals(after.dayStarts())) {
            return "dayStarts";
        }
        if (before.sameWork() != after.sameWork()) {
            return "votes.sameWork";
        }
        if (before.isWide() != after.isWide()) {
            // the ballots so far have turns, or have none
            return "votes: whether any quota is wider than a day";
        }
        return Objects.equals(before.opens(), after.opens()) ? null : "opens";
    }
}

package io.dianzan.campaign;

import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.config.Problems;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** SQL of the versions of a campaign's rules. */
final class RulesTable {
    private final Pool pool;
    private final CampaignTable campaigns;

    RulesTable(Pool pool) {
        this.pool = pool;
        this.campaigns = new CampaignTable(pool);
    }

    /** What a file is held against: {@code campaign} is null where there is none, {@code now} is campaign time. */
    record Held(Campaign campaign, List<Text> texts, Instant now) {
        /** The version that says what the file says; 0 where there is none. */
        int versionOf(byte[] hash) {
            for (int i = 0; i < texts.size(); i++) {
                if (Arrays.equals(texts.get(i).hash(), hash)) {
                    return i + 1;
                }
            }
            return 0;
        }

        boolean isFirst() {
            return texts.isEmpty();
        }

        /** The newest version, in force or about to be; null where there is none. */
        Proposal newest() {
            if (isFirst()) {
                return null;
            }
            var text = texts.get(texts.size() - 1).text();
            return new Proposal(
                    "version " + texts.size(), text, CampaignFile.parse("rules in force", text, new Problems()));
        }
    }

    /** A version's text and the hash of its meaning. */
    record Text(byte[] hash, String text) {}

    /** What became of a version that was put. */
    record Put(Verdict verdict, int version, Instant effectiveAt) {}

    /** The words of the function's column {@code verdict}. */
    enum Verdict {
        TAKEN,
        MOVED,
        FROZEN,
        OVER
    }

    /** The world is read first: what is read after it may be newer, which {@code put_rules} finds out. */
    Future<Held> held(String slug) {
        return campaigns.versions().compose(versions -> versions.stream()
                .filter(version -> version.slug().equals(slug))
                .findFirst()
                .map(this::held)
                .orElseGet(() -> Future.succeededFuture(new Held(null, List.of(), null))));
    }

    private Future<Held> held(CampaignTable.Version version) {
        var texts = pool.preparedQuery("SELECT hash, text FROM rules WHERE campaign = $1 ORDER BY version")
                .execute(Tuple.of(version.id()))
                .map(rows ->
                        Rows.map(rows, row -> new Text(row.getBuffer("hash").getBytes(), row.getString("text"))));
        var now = pool.query("SELECT campaign_time() AS now")
                .execute()
                .map(rows -> Rows.instant(rows.iterator().next(), "now"));
        return Future.all(campaigns.load(version), texts, now)
                .map(read -> new Held(read.resultAt(0), texts.result(), now.result()));
    }

    /** Makes a file the next version, unless the campaign has moved on since {@code held} was read. */
    Future<Put> put(Proposal proposal, Held held, byte[] hash) {
        var before = held.newest();
        var rules = proposal.rules();
        return pool.preparedQuery("SELECT verdict, version, effective_at FROM"
                        + " put_rules($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
                .execute(Tuple.tuple()
                        .addString(rules.slug())
                        .addInteger(before == null ? null : held.campaign().world())
                        .addBuffer(Buffer.buffer(hash))
                        .addString(proposal.text())
                        .addString(Path.of(proposal.file()).getFileName().toString())
                        .addString(rules.changedBy())
                        .addString(rules.changeReason())
                        .addBoolean(before != null
                                && !FrozenKeys.changed(before.rules(), rules).isEmpty())
                        .addBoolean(before != null && !before.rules().calendar().equals(rules.calendar()))
                        .addBoolean(
                                before != null && !Objects.equals(before.rules().closes(), rules.closes()))
                        .addValue(before == null ? null : audited(held.texts().size(), before.text(), proposal, true))
                        .addValue(audited(0, before == null ? null : before.text(), proposal, false)))
                .map(rows -> putOf(rows.iterator().next()));
    }

    private static Put putOf(Row row) {
        var version = row.getInteger("version");
        return new Put(
                Verdict.valueOf(row.getString("verdict").toUpperCase(Locale.ROOT)),
                version == null ? 0 : version,
                Rows.instant(row, "effective_at"));
    }

    /** One side of the audit: the keys that changed, as they are written. The whole texts stand in the table. */
    private static JsonObject audited(int version, String before, Proposal after, boolean old) {
        var keys = new JsonObject();
        KeyChange.between(before, after.text())
                .forEach(change -> keys.put(change.key(), old ? change.before() : change.after()));
        var side = new JsonObject();
        return (version == 0 ? side : side.put("version", version)).put("rules", keys);
    }
}

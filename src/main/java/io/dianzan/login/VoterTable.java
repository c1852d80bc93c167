package io.dianzan.login;

import io.dianzan.store.PostgresFault;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** The tables voter, account, union_id, tombstone and alias; functions of the schema are all that writes them. */
public final class VoterTable {
    private static final String ADMIT = "SELECT voter, epoch, united, other FROM admit_voter($1, $2, $3, $4, $5)";
    private static final String MERGE = "SELECT merge_voters($1, $2, $3, $4, $5, $6, $7, $8, $9)";

    private static final int PATIENCE_SECONDS = 3;

    private final Pool pool;

    public VoterTable(Pool pool) {
        this.pool = pool;
    }

    /** The voter behind an account, made if need be. Keys and hashes stand in the same order. */
    Future<Admission> admit(
            String provider, String app, List<String> keys, List<byte[]> subjects, List<byte[]> unions) {
        return call(ADMIT, Tuple.of(provider, app, keys.toArray(String[]::new), bytea(subjects), bytea(unions)))
                .map(rows -> admissionOf(rows.iterator().next()));
    }

    /** Whether a person is known to have agreed to this version of the privacy text; makes nothing. */
    Future<Boolean> hasAgreed(String provider, String app, List<byte[]> subjects, List<byte[]> unions, int version) {
        return call(
                        "SELECT has_agreed($1, $2, $3, $4, $5)",
                        Tuple.of(provider, app, bytea(subjects), bytea(unions), version))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Keeps that a voter has agreed to a version; the first time counts. */
    Future<Void> agree(long voter, int version) {
        return call(
                        "INSERT INTO consent (voter, version) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                        Tuple.of(voter, version))
                .mapEmpty();
    }

    /** Makes one voter of two, by the rules given. */
    Future<Void> merge(long one, long other, List<RuleBook.VoteRules> rules) {
        var parameters = Tuple.of(
                one,
                other,
                column(rules, RuleBook.VoteRules::campaign),
                column(rules, RuleBook.VoteRules::version),
                column(rules, RuleBook.VoteRules::perDay),
                column(rules, RuleBook.VoteRules::sameWork),
                column(rules, RuleBook.VoteRules::perWork),
                column(rules, RuleBook.VoteRules::perCategory),
                column(rules, RuleBook.VoteRules::perCampaign));
        return call(MERGE, parameters).mapEmpty();
    }

    /** Ends all sessions of a voter. */
    Future<Void> endSessions(long voter) {
        return call("SELECT end_sessions(voter_for($1))", Tuple.of(voter)).mapEmpty();
    }

    /** Forgets who a voter is and what he has shared, and ends his sessions. */
    Future<Void> erase(long voter) {
        return call("SELECT erase_voter($1), forget_sharer($1)", Tuple.of(voter))
                .mapEmpty();
    }

    private Future<RowSet<Row>> call(String sql, Tuple parameters) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(PostgresFault.toldOf("a voter", failure)));
    }

    private static Admission admissionOf(Row row) {
        var epoch = row.getInteger("epoch");
        return new Admission(
                row.getLong("voter"), epoch == null ? 0 : epoch, row.getBoolean("united"), row.getLong("other"));
    }

    private static Buffer[] bytea(List<byte[]> hashes) {
        return hashes.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }

    private static Integer[] column(List<RuleBook.VoteRules> rules, ToIntFunction<RuleBook.VoteRules> number) {
        return rules.stream().map(number::applyAsInt).toArray(Integer[]::new);
    }
}

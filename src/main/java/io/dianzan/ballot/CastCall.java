package io.dianzan.ballot;

import io.dianzan.campaign.Stop;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.store.Rows;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The call {@code cast_votes}: its parameters, and what its rows say. */
final class CastCall {
    static final String SQL = """
            SELECT ord, verdict, slots, on_day, transaction_id, since, turns
            FROM cast_votes($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
              $15, $16, $17, $18, $19, $20)""";

    private static final Interval LATE = Interval.of(Stop.LONGEST_FLIGHT);

    private CastCall() {}

    static Tuple parameters(List<Pending> batch) {
        var tap = batch.get(0).tap();
        var lane = batch.get(0).lane();
        var dayless = batch.stream().anyMatch(pending -> pending.tap().mayBeYesterdays());
        return Tuple.tuple()
                .addInteger(lane.campaign())
                .addLocalDate(lane.day())
                .addLocalDate(dayless ? lane.day().minusDays(1) : null)
                .addInteger(lane.world())
                .addInteger(lane.rules())
                .addInteger(tap.perDay())
                .addInteger(tap.rules().sameWork().code())
                .addValue(LATE)
                .addArrayOfLong(batch.stream().map(p -> p.tap().voter()).toArray(Long[]::new))
                .addArrayOfInteger(batch.stream().map(p -> p.tap().work().id()).toArray(Integer[]::new))
                .addArrayOfUUID(batch.stream().map(p -> p.tap().name()).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(
                        batch.stream().map(p -> Rows.time(p.tap().acceptedAt())).toArray(OffsetDateTime[]::new))
                .addArrayOfBoolean(
                        batch.stream().map(p -> p.tap().mayBeYesterdays()).toArray(Boolean[]::new))
                .addArrayOfInteger(
                        batch.stream().map(p -> p.tap().token().epoch()).toArray(Integer[]::new))
                .addArrayOfUUID(
                        batch.stream().map(p -> p.tap().origin().address()).toArray(UUID[]::new))
                .addArrayOfLong(
                        batch.stream().map(p -> p.tap().origin().prefix()).toArray(Long[]::new))
                .addArrayOfString(batch.stream().map(p -> p.tap().share()).toArray(String[]::new))
                .addInteger(tap.rules().quotas().perWork())
                .addInteger(tap.rules().quotas().perCategory())
                .addInteger(tap.rules().quotas().perCampaign());
    }

    /** The words of the function's column {@code verdict}. */
    enum Verdict {
        RECORDED,
        REPEAT,
        KEY_REUSED,
        TOKEN_REVOKED,
        VOTER_BANNED,
        QUOTA_SPENT,
        CATEGORY_SPENT,
        CAMPAIGN_SPENT,
        WORK_SPENT,
        FENCED,
        LATE,
        AGAIN,
        WORLD
    }

    static Verdict verdictOf(Row row) {
        return Verdict.valueOf(row.getString(1).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Outcome outcomeOf(Outcome.Kind kind, Row row) {
        var transaction = row.getLong(4);
        return Outcome.of(
                kind, row.getInteger(2), row.getInteger(6), row.getLocalDate(3), transaction == null ? 0 : transaction);
    }

    /** The refusal of a banned voter: soon after its cause, an earlier try of the tap may still be in flight. */
    static Refused banned(Pending pending, Row row) {
        return Stop.of(Refusal.VOTER_BANNED, Rows.instant(row, "since"))
                .toldAt(pending.tap().acceptedAt());
    }
}

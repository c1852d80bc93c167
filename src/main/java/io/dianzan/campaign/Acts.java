package io.dianzan.campaign;

import io.dianzan.campaign.CampaignEvent.Kind;
import io.dianzan.fault.Refusal;
import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/**
 * What operators do to a campaign. An act takes effect three seconds of database time after it is written, so that every
 * process knows of it by then, and is written together with its line of the audit or not at all.
 */
public final class Acts {
    /** Long enough for every process to have read of it; the statements below say the same to PostgreSQL. */
    public static final int EFFECTIVE_AFTER_SECONDS = 3;

    private final Pool pool;

    public Acts(Pool pool) {
        this.pool = pool;
    }

    /** Who acts, and why; both go into the audit. */
    public record By(String operator, String reason) {}

    /** {@code text} is what phones are told while the campaign pauses; may be null. */
    public Future<Void> pause(Campaign campaign, String text, By by) {
        return act(campaign, Kind.PAUSE, null, null, text, by);
    }

    public Future<Void> resume(Campaign campaign, By by) {
        return act(campaign, Kind.RESUME, null, null, null, by);
    }

    public Future<Void> close(Campaign campaign, By by) {
        return act(campaign, Kind.CLOSE, null, null, null, by);
    }

    /** Fails with CLOSED once the last day is fenced: from then on there is a result. */
    public Future<Void> extend(Campaign campaign, Instant closes, By by) {
        return pool.preparedQuery("""
                        SELECT EXISTS (SELECT FROM fence f WHERE f.campaign = $1 AND f.day =
                          (SELECT max(d.day) FROM campaign_day d WHERE d.campaign = $1))""")
                .execute(Tuple.of(campaign.id()))
                .compose(rows -> rows.iterator().next().getBoolean(0)
                        ? Future.failedFuture(Refusal.CLOSED.refused())
                        : act(campaign, Kind.EXTEND, null, closes, null, by));
    }

    public Future<Void> withdraw(Campaign campaign, int work, By by) {
        return act(campaign, Kind.WITHDRAW, work, null, null, by);
    }

    /** One statement: what it does, its line of the audit, and the word to all processes that the world has moved. */
    private Future<Void> act(Campaign campaign, Kind kind, Integer work, Instant closes, String text, By by) {
        return pool.withTransaction(connection -> connection
                // a commit that comes after the act's own time would be too late for taps in between
                .query("SET LOCAL statement_timeout = '1s'")
                .execute()
                .compose(set -> connection
                        .preparedQuery("""
                                WITH e AS (
                                  INSERT INTO event (campaign, kind, work, closes, text, operator, reason, written_at, effective_at)
                                  VALUES ($1, $2, $3, $4, $5, $6, $7, campaign_time(), campaign_time() + interval '3 s')
                                  RETURNING *),
                                w AS (
                                  UPDATE work SET withdrawn_at = e.effective_at FROM e
                                  WHERE work.id = e.work AND withdrawn_at IS NULL),
                                c AS (UPDATE campaign SET world = world + 1, catalogue = catalogue + 1 WHERE id = $1)
                                INSERT INTO audit (at, campaign, operator, act, reason, after)
                                SELECT e.written_at, e.campaign, e.operator, e.kind, e.reason,
                                  jsonb_strip_nulls(jsonb_build_object('work', e.work, 'closes', e.closes, 'text', e.text,
                                    'effective', e.effective_at))
                                FROM e""")
                        .execute(Tuple.tuple()
                                .addInteger(campaign.id())
                                .addString(kind.word())
                                .addInteger(work)
                                .addOffsetDateTime(Rows.time(closes))
                                .addString(text)
                                .addString(by.operator())
                                .addString(by.reason())))
                .mapEmpty());
    }
}

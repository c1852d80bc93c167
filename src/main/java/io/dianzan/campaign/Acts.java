package io.dianzan.campaign;

import io.dianzan.campaign.CampaignEvent.Kind;
import io.dianzan.store.Rows;
import io.dianzan.store.ToldTransaction;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/**
 * What operators do to a campaign. An act takes effect three seconds of database time after it is written, so that every
 * process knows of it by then (a work that is put back: at once, on each process as it hears of it), and is written
 * together with its line of the audit or not at all.
 */
public final class Acts {
    /** Long enough for every process to have read of it; the schema's function says the same. */
    public static final int EFFECTIVE_AFTER_SECONDS = 3;

    private final Pool pool;

    public Acts(Pool pool) {
        this.pool = pool;
    }

    /** Who acts, and why; both go into the audit. */
    public record By(String operator, String reason) {}

    /**
     * What is done: {@code work} with WITHDRAW and PUT_BACK, {@code closes} with EXTEND, {@code text} with PAUSE (what
     * phones are told; may be null).
     */
    public record Act(Kind kind, Integer work, Instant closes, String text) {
        public static Act of(Kind kind) {
            return new Act(kind, null, null, null);
        }

        public static Act on(Kind kind, int work) {
            return new Act(kind, work, null, null);
        }

        public static Act pause(String text) {
            return new Act(Kind.PAUSE, null, null, text);
        }

        public static Act extend(Instant closes) {
            return new Act(Kind.EXTEND, null, closes, null);
        }
    }

    /** What became of an act. */
    public enum Verdict {
        DONE,
        /** The campaign is not as {@code campaign} says; nothing was done. */
        MOVED,
        /** The result stands. */
        FINAL,
        /** A day on which votes were taken is not over for good: there can be no result yet. */
        UNFENCED,
        /** The last day is over for good. */
        FENCED
    }

    /**
     * Acts on a campaign as it is known here: where it has moved since, nothing is done. Fails with {@code busy} where
     * others hold it up for longer than an act may take.
     */
    public Future<Verdict> carryOut(Campaign campaign, Act act, Instant now, By by) {
        return ToldTransaction.run(pool, "an act", connection -> connection
                // a commit that comes after the act's own time would be too late for taps in between
                .query("SET LOCAL statement_timeout = '1s'")
                .execute()
                .compose(set -> write(connection, campaign, act, now, by)));
    }

    /** When the last day on which votes were taken gets its fence at the earliest; empty where it has it. */
    public Future<Optional<Instant>> unfencedUntil(Campaign campaign, Instant closes) {
        return pool.preparedQuery("""
                        SELECT max(d.ends_at + $3::interval) AS until FROM campaign_day d
                        WHERE d.campaign = $1 AND d.starts_at < $2
                          AND NOT EXISTS (SELECT FROM fence f WHERE f.campaign = d.campaign AND f.day = d.day)""")
                .execute(Tuple.of(campaign.id(), Rows.time(closes), Interval.of(Stop.SETTLED)))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getOffsetDateTime("until"))
                        .map(OffsetDateTime::toInstant));
    }

    private static Future<Verdict> write(SqlConnection connection, Campaign campaign, Act act, Instant now, By by) {
        var life = campaign.lifeCycleAt(now);
        return connection
                .preparedQuery("SELECT act_on_campaign($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)")
                .execute(Tuple.tuple()
                        .addInteger(campaign.id())
                        .addInteger(campaign.world())
                        .addString(act.kind().word())
                        .addInteger(act.work())
                        .addOffsetDateTime(Rows.time(act.closes()))
                        .addString(act.text())
                        .addOffsetDateTime(Rows.time(life.closes()))
                        .addString(by.operator())
                        .addString(by.reason())
                        .addValue(before(life, act)))
                .map(rows -> Verdict.valueOf(rows.iterator().next().getString(0).toUpperCase(Locale.ROOT)));
    }

    /** What the act changes, as it was. */
    private static JsonObject before(LifeCycle life, Act act) {
        var before = new JsonObject().put("state", life.state().name().toLowerCase(Locale.ROOT));
        if (act.work() != null) {
            before.put("work", act.work()).put("withdrawn", act.kind() == Kind.PUT_BACK);
        } else if (life.closes() != null) {
            before.put("closes", life.closes().toString());
        }
        return before;
    }
}

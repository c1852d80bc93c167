package io.dianzan.operator.figures;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What all processes together have answered, for operators to watch. Everything is read from sums that are kept by the
 * minute, ten minutes or hour: no question looks at a ballot, and none at more than the time that it asks for.
 */
public final class Figures {
    private final ReadingTable table;

    public Figures(Pool pool) {
        this.table = new ReadingTable(pool);
    }

    /** Taps of one minute that were answered alike; {@code minute} in epoch seconds. */
    public record Taps(long minute, String outcome, long taps) {
        boolean isRefusal() {
            return Outcomes.isRefusal(outcome);
        }
    }

    /** A work's counts, and how many votes it got lately. */
    public record Gain(int work, long recorded, long valid, long gained) {
        /** Valid votes before the last ones came; where rulings took out more than was left, none. */
        long before() {
            return Math.max(0, valid - gained);
        }

        /** A work without a vote moves only because others do, and of one that lost new votes nobody knows where it stood. */
        boolean tellsMovement() {
            return gained <= valid && valid > 0;
        }
    }

    /** Recorded votes from {@code since} on, in epoch seconds, until the next. */
    public record Votes(long since, long votes) {}

    /**
     * Votes that came by one address prefix or share link; the rest of the work's came from places that brought few.
     * {@code code}: a share's; null of a prefix.
     */
    public record Place(long origin, long votes, String code) {
        /** A link's code, or eight letters of the hash. */
        public String name() {
            return code == null ? hash().substring(0, 8) : code;
        }

        private String hash() {
            return String.format(Locale.ROOT, "%016x", origin);
        }

        /** These very ballots, as a query of an act on them names them. */
        public String query() {
            return code == null ? "prefix=" + hash() : "share=" + code;
        }
    }

    public record Logins(String provider, String outcome, long logins) {}

    /** Of all live processes: how many, the taps that wait, and how long commits of the last minutes took. */
    public record Processes(int processes, int queue, int median, int slow) {}

    /** From the earliest on; at most a day of them. */
    public Future<List<Taps>> taps(int campaign, Instant since) {
        return table.taps(campaign, since);
    }

    /** How often each limit and rule refused a tap since then, by the refusal's code. */
    public Future<Map<String, Long>> refused(int campaign, Instant since) {
        return table.refused(campaign, since);
    }

    /** All works that have a vote. */
    public Future<List<Gain>> gains(int campaign, Instant since) {
        return table.gains(campaign, Slots.of(Slots.SLOT, since));
    }

    /** From the earliest on, in steps of ten minutes or more; where nothing was recorded there is no line. */
    public Future<List<Votes>> votes(int campaign, int work, Instant since, Duration step) {
        return table.votes(campaign, work, Slots.of(Slots.SLOT, since), step);
    }

    /** The address prefixes that brought most votes, by the hash under which signals are kept. */
    public Future<List<Place>> prefixes(int campaign, int work, Instant since) {
        return table.places(campaign, work, Places.PREFIX, Slots.of(Slots.HOUR, since));
    }

    /** The share links that brought most votes, by their number. */
    public Future<List<Place>> shares(int campaign, int work, Instant since) {
        return table.places(campaign, work, Places.SHARE, Slots.of(Slots.HOUR, since));
    }

    public Future<List<Logins>> logins(Instant since) {
        return table.logins(since);
    }

    public Future<Processes> processes(Instant since) {
        return table.processes(since);
    }
}

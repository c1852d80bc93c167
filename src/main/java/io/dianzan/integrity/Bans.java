package io.dianzan.integrity;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who may not vote. A ban is a person's, whatever numbers he had, holds in all campaigns, and begins and ends three
 * seconds after it is said: after the commit, so that no ballot stands that was accepted under it.
 */
public final class Bans {
    private final BanTable table;

    public Bans(Pool pool) {
        this.table = new BanTable(pool);
    }

    /** A person as bans know him; {@code version} moves with his bans, {@code ballots} are his in one campaign. */
    public record Standing(long voter, String version, List<Ban> inForce, long ballots) {}

    /** {@code until} is null where it does not end. */
    public record Ban(Instant since, Instant until, String reason) {}

    public enum Verdict {
        DONE,
        UNKNOWN,
        MOVED,
        NOTHING
    }

    /** Empty where nobody has this number. */
    public Future<Optional<Standing>> of(int campaign, long voter) {
        return table.of(campaign, voter);
    }

    /** {@code campaign} is where it was done. Nothing is done where his bans are not as {@code shown}. */
    public Future<Verdict> ban(int campaign, Standing shown, Instant until, Rulings.By by) {
        return table.act(campaign, shown, true, until, by);
    }

    public Future<Verdict> unban(int campaign, Standing shown, Rulings.By by) {
        return table.act(campaign, shown, false, null, by);
    }
}

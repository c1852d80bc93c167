package io.dianzan.share;

import io.dianzan.fault.Refusal;
import io.dianzan.share.ShareTable.Standing;
import io.dianzan.store.CallersLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The share links: one per voter and work, the same one each time, on whichever process he asks. Guessing codes costs
 * the database little: each is looked up once at a time, few at once. Safe on every thread.
 */
public final class Shares implements ShareLookup {
    /** Of the pool's queue, in which logins wait too. */
    private static final int MOST_LOOK_UPS = 32;

    private final SecureRandom random = new SecureRandom();
    private final KnownShares known = new KnownShares();
    private final Map<String, Future<Share>> codeToLookUp = new ConcurrentHashMap<>();
    private final ShareTable table;

    public Shares(ShareTable table) {
        this.table = table;
    }

    /** Fails with {@code share-unknown}, or {@code busy} where that is not known. */
    @Override
    public Future<Share> find(String code) {
        if (!ShareCode.isOne(code) || known.isMissing(code)) {
            return Future.failedFuture(Refusal.SHARE_UNKNOWN.refused());
        }
        var share = known.get(code);
        return share == null ? CallersLoop.of(lookedUp(code)) : Future.succeededFuture(share);
    }

    /** The link of this voter for this work, made if there is none. */
    Future<Share> of(int campaign, int work, long voter) {
        return table.of(campaign, work, voter)
                .compose(found -> found.map(Future::succeededFuture).orElseGet(() -> made(campaign, work, voter)));
    }

    /** Empty where he has not shared this work. */
    Future<Optional<Standing>> standing(int campaign, int work, long voter) {
        return table.standing(campaign, work, voter);
    }

    private Future<Share> made(int campaign, int work, long voter) {
        return table.put(ShareCode.random(random), campaign, work, voter)
                .compose(made -> made.map(share -> Future.succeededFuture(Optional.of(share)))
                        // another process was quicker
                        .orElseGet(() -> table.of(campaign, work, voter)))
                .map(share -> share.orElseThrow(Refusal.BUSY::refused));
    }

    private Future<Share> lookedUp(String code) {
        if (codeToLookUp.size() >= MOST_LOOK_UPS) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        Promise<Share> mine = Promise.promise();
        var others = codeToLookUp.putIfAbsent(code, mine.future());
        if (others != null) {
            return others;
        }
        table.find(code)
                .map(found -> remembered(code, found))
                .onComplete(done -> codeToLookUp.remove(code))
                .onComplete(mine);
        return mine.future();
    }

    private Share remembered(String code, Optional<Share> found) {
        found.ifPresentOrElse(known::put, () -> known.miss(code));
        return found.orElseThrow(Refusal.SHARE_UNKNOWN::refused);
    }
}

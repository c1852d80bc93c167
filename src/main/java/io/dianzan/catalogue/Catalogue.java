package io.dianzan.catalogue;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The works of every campaign, held in memory by the whole process. Readers on any thread see one whole snapshot or the
 * next one; a load that was overtaken never replaces a newer one.
 */
public final class Catalogue {
    private final WorkTable table;
    private final Map<Integer, Works> campaignToWorks = new ConcurrentHashMap<>();

    public Catalogue(WorkTable table) {
        this.table = table;
    }

    /** Makes sure that the works of a campaign are at least of this version; asks the database only when they are not. */
    public Future<Void> refresh(int campaign, int catalogueVersion) {
        var held = campaignToWorks.get(campaign);
        if (held != null && held.version() >= catalogueVersion) {
            return Future.succeededFuture();
        }
        return table.load(campaign).map(works -> {
            hold(campaign, works);
            return null;
        });
    }

    void hold(int campaign, Works works) {
        campaignToWorks.merge(campaign, works, (old, loaded) -> loaded.version() > old.version() ? loaded : old);
    }

    /** The works of a campaign; {@code busy} until they were first loaded, for not yet loaded is not unknown. */
    public Works require(int campaign) {
        var works = campaignToWorks.get(campaign);
        if (works == null) {
            throw Refusal.BUSY.refused();
        }
        return works;
    }

    /** Whether a work that is listed anywhere has the picture of this hash. */
    public boolean shows(String picture) {
        return campaignToWorks.values().stream().anyMatch(works -> works.show(picture));
    }
}

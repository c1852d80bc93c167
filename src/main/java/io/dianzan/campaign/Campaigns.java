package io.dianzan.campaign;

import io.dianzan.fault.Refusal;
import io.dianzan.store.Renewal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The campaigns as this process knows them: an immutable map that a poll replaces, read by every thread without a lock.
 */
public final class Campaigns {
    private final CampaignTable table;
    private final Renewal renewal = new Renewal(this::load);
    private volatile Map<String, Campaign> slugToCampaign = Map.of();
    private volatile List<CampaignTable.Version> versions = List.of();

    public Campaigns(Pool pool) {
        this.table = new CampaignTable(pool);
    }

    public Campaign require(String slug) {
        var campaign = slugToCampaign.get(slug);
        if (campaign == null) {
            throw Refusal.CAMPAIGN_UNKNOWN.refused();
        }
        return campaign;
    }

    public Collection<Campaign> all() {
        return slugToCampaign.values();
    }

    /** Loads what has changed; done when everything that was committed before this call is known. */
    public Future<Void> refresh() {
        return renewal.renew();
    }

    private Future<Void> load() {
        return table.versions().compose(now -> {
            var changed = now.stream().filter(this::differs).map(table::load).toList();
            return Future.all(changed).map(loaded -> {
                var next = new HashMap<>(slugToCampaign);
                loaded.<Campaign>list().forEach(campaign -> next.put(campaign.slug(), campaign));
                slugToCampaign = Map.copyOf(next);
                versions = now;
                return null;
            });
        });
    }

    private boolean differs(CampaignTable.Version version) {
        return versions.stream().noneMatch(known -> Objects.equals(known, version));
    }
}

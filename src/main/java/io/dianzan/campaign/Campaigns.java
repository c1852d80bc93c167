package io.dianzan.campaign;

import io.dianzan.fault.Refusal;
import io.dianzan.login.RuleBook;
import io.dianzan.store.Reason;
import io.dianzan.store.Renewal;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The campaigns as this process knows them: an immutable map that a poll replaces, read by every thread without a lock.
 */
public final class Campaigns implements RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(Campaigns.class);

    private final CampaignTable table;
    private final Function<Campaign, Future<Void>> beforeKnown;
    private final Renewal renewal = new Renewal(this::load);
    private volatile Map<String, Campaign> slugToCampaign = Map.of();
    private volatile List<CampaignTable.Version> versions = List.of();

    /** {@code beforeKnown} is done with each campaign that was read, before anybody meets it here. */
    public Campaigns(Pool pool, Function<Campaign, Future<Void>> beforeKnown) {
        this.table = new CampaignTable(pool);
        this.beforeKnown = beforeKnown;
    }

    /** For a command, which reads campaigns and nothing that hangs on them. */
    public Campaigns(Pool pool) {
        this(pool, campaign -> Future.succeededFuture());
    }

    public Campaign require(String slug) {
        var campaign = slugToCampaign.get(slug);
        if (campaign == null) {
            throw Refusal.CAMPAIGN_UNKNOWN.refused();
        }
        return campaign;
    }

    public Optional<Campaign> find(String slug) {
        return Optional.ofNullable(slugToCampaign.get(slug));
    }

    public Optional<Campaign> find(int id) {
        // a loop and no stream, for each read comes by here
        for (var campaign : all()) {
            if (campaign.id() == id) {
                return Optional.of(campaign);
            }
        }
        return Optional.empty();
    }

    public Collection<Campaign> all() {
        return slugToCampaign.values();
    }

    @Override
    public List<VoteRules> votes() {
        return all().stream()
                .flatMap(campaign -> campaign.versions().stream()
                        .map(version -> new VoteRules(
                                campaign.id(),
                                version.version(),
                                version.rules().perDay(),
                                version.rules().sameWork().code(),
                                version.rules().quotas().perWork(),
                                version.rules().quotas().perCategory(),
                                version.rules().quotas().perCampaign())))
                .toList();
    }

    /** Loads what has changed; done when everything that was committed before this call is known. */
    @Override
    public Future<Void> refresh() {
        return renewal.renew();
    }

    private Future<Void> load() {
        return table.versions().compose(now -> {
            var changed = now.stream().filter(this::differs).toList();
            return Future.all(changed.stream().map(this::load).toList()).map(loaded -> {
                var next = new HashMap<>(slugToCampaign);
                var known = new ArrayList<>(now);
                for (int i = 0; i < changed.size(); i++) {
                    Campaign campaign = loaded.resultAt(i);
                    if (campaign == null) {
                        known.remove(changed.get(i));
                    } else {
                        // a load that was given up, and came after all, takes nothing back
                        next.merge(
                                campaign.slug(), campaign, (old, fresh) -> fresh.world() < old.world() ? old : fresh);
                    }
                }
                slugToCampaign = Map.copyOf(next);
                versions = List.copyOf(known);
                return null;
            });
        });
    }

    /** One campaign that cannot be read stays as it was, and is tried again; it does not hold up the others. */
    private Future<Campaign> load(CampaignTable.Version version) {
        return table.load(version)
                .compose(campaign -> beforeKnown.apply(campaign).map(campaign))
                .recover(cause -> {
                    LOG.error("campaign {} cannot be read and stays as it was: {}", version.slug(), Reason.of(cause));
                    return Future.succeededFuture();
                });
    }

    private boolean differs(CampaignTable.Version version) {
        return versions.stream().noneMatch(known -> Objects.equals(known, version));
    }
}

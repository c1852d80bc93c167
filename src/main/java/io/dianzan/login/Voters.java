package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.store.Reason;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One person is one voter: finds the voter behind an identity, or makes one, or makes one of two. */
public final class Voters {
    private static final Logger LOG = LoggerFactory.getLogger(Voters.class);
    /** After one merge another may be needed, by somebody else's login; more than that is better tried again. */
    private static final int MOST_MERGES = 3;

    private final VoterTable table;
    private final SubjectHash hash;
    private final RuleBook rules;
    private final int consent;

    /** {@code consent}: the version of the privacy text to which a voter must have agreed; 0 where there is none. */
    public Voters(VoterTable table, SubjectHash hash, RuleBook rules, int consent) {
        this.table = table;
        this.hash = hash;
        this.rules = rules;
        this.consent = consent;
    }

    /**
     * The token's contents for a person who came by {@code channel} and agrees to this version of the privacy text (0: to
     * none now). Of whom it is not known that he has agreed, nothing is kept: he is refused as {@code consent-required}.
     */
    public Future<VoterToken> admit(Identity identity, String channel, int agreed) {
        if (consent == 0) {
            return admitted(identity, channel, MOST_MERGES);
        }
        if (agreed == consent) {
            return admitted(identity, channel, MOST_MERGES)
                    .compose(voter -> table.agree(voter.voter(), consent).map(voter));
        }
        return table.hasAgreed(
                        identity.provider(), identity.app(), hash.ofAccount(identity), hash.ofUnion(identity), consent)
                .compose(known -> known
                        ? admitted(identity, channel, MOST_MERGES)
                        : Future.failedFuture(Refusal.CONSENT_REQUIRED.refused().with("privacy", consent)));
    }

    private Future<VoterToken> admitted(Identity identity, String channel, int merges) {
        return table.admit(
                        identity.provider(),
                        identity.app(),
                        hash.keyNames(),
                        hash.ofAccount(identity),
                        hash.ofUnion(identity))
                .compose(found -> {
                    if (found.other() == null) {
                        return Future.succeededFuture(
                                new VoterToken(found.voter(), found.epoch(), channel, found.united()));
                    }
                    if (merges == 0) {
                        return Future.failedFuture(Refusal.BUSY.refused());
                    }
                    return merge(found).compose(merged -> admitted(identity, channel, merges - 1));
                });
    }

    /** Whoever merges must have read all rules by which the two have voted; the database tells where that is not so. */
    private Future<Void> merge(Admission two) {
        return table.merge(two.voter(), two.other(), rules.votes())
                .recover(behind -> behind instanceof Refused
                        ? rules.refresh().compose(read -> table.merge(two.voter(), two.other(), rules.votes()))
                        : Future.failedFuture(behind))
                .onSuccess(done -> LOG.info("two voters turned out to be one"))
                .onFailure(cause -> LOG.error("two voters could not be made one: {}", Reason.of(cause)))
                .recover(cause -> Future.failedFuture(Refusal.BUSY.refused()));
    }
}

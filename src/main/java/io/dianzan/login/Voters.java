package io.dianzan.login;

import io.vertx.core.Future;

/** One person is one voter: finds the voter behind an identity, or makes one. */
public final class Voters {
    private final VoterTable table;
    private final SubjectHash hash;

    public Voters(VoterTable table, SubjectHash hash) {
        this.table = table;
        this.hash = hash;
    }

    public Future<VoterToken> admit(Identity identity) {
        return table.admit(
                identity.provider(), identity.app(), hash.keyNames(), hash.ofAccount(identity), hash.ofUnion(identity));
    }
}

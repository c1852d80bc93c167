package io.dianzan.login;

import io.vertx.core.Future;
import java.util.List;

/** The book of a server without campaigns. */
final class NoRules implements RuleBook {
    @Override
    public List<VoteRules> votes() {
        return List.of();
    }

    @Override
    public Future<Void> refresh() {
        return Future.succeededFuture();
    }
}

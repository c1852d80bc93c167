package io.dianzan.login;

import io.dianzan.login.RedirectLogin.Callback;
import io.vertx.core.Future;

/** A login: a code, the person behind it, and the voter that he is. Belongs to one event loop. */
public final class Logins {
    private final KnownCodes codes;
    private final Voters voters;
    private final LoginMeters meters;

    public Logins(KnownCodes codes, Voters voters, LoginMeters meters) {
        this.codes = codes;
        this.voters = voters;
        this.meters = meters;
    }

    Future<VoterToken> by(CodeLogin provider, String code) {
        return counted(provider, codes.once(provider.name(), code, () -> admitted(provider, provider.identify(code))));
    }

    Future<VoterToken> by(RedirectLogin provider, Callback callback, Attempt attempt) {
        return counted(
                provider,
                codes.once(
                        provider.name(),
                        callback.code(),
                        () -> admitted(provider, provider.identify(callback, attempt))));
    }

    private Future<VoterToken> admitted(IdentityProvider provider, Future<Identity> person) {
        return person.compose(identity -> voters.admit(identity, provider.channel()));
    }

    private Future<VoterToken> counted(IdentityProvider provider, Future<VoterToken> login) {
        return login.onComplete(done -> meters.ended(provider.name(), done.cause()));
    }
}

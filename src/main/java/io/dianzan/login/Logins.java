package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.dianzan.login.RedirectLogin.Callback;
import io.vertx.core.Future;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A login: a code, the person behind it, and the voter that he is. Belongs to one event loop. */
public final class Logins {
    private static final Logger LOG = LoggerFactory.getLogger(Logins.class);
    /** A phone's code stands for itself. */
    private static final String NO_ATTEMPT = "";

    private static final String DECLINED = "access_denied";
    /** RFC 6749, section 4.1.2.1; others are not told, for anybody can write them. */
    private static final Set<String> ERRORS = Set.of(
            "invalid_request",
            "unauthorized_client",
            DECLINED,
            "unsupported_response_type",
            "invalid_scope",
            "server_error",
            "temporarily_unavailable");

    private final KnownCodes codes;
    private final Voters voters;
    private final Revocations revocations;
    private final LoginMeters meters;

    public Logins(KnownCodes codes, Voters voters, Revocations revocations, LoginMeters meters) {
        this.codes = codes;
        this.voters = voters;
        this.revocations = revocations;
        this.meters = meters;
    }

    /** {@code agreed}: the version of the privacy text that the person agrees to; 0 for none. */
    Future<VoterToken> by(CodeLogin provider, String code, int agreed) {
        return counted(
                provider,
                codes.once(
                        provider.name(), NO_ATTEMPT, code, () -> admitted(provider, provider.identify(code), agreed)));
    }

    Future<VoterToken> by(RedirectLogin provider, Callback callback, Attempt attempt) {
        return counted(
                provider,
                codes.once(
                        provider.name(),
                        attempt.state(),
                        callback.code(),
                        () -> admitted(provider, provider.identify(callback, attempt), attempt.agreed())));
    }

    /** A browser came back without a code: its person declined, or the provider did, for one of its own reasons. */
    void withoutCode(RedirectLogin provider, String error) {
        var word = error != null && ERRORS.contains(error) ? error : DECLINED;
        if (!word.equals(DECLINED)) {
            LOG.warn("provider {} sent a browser back: {}", provider.name(), word);
        }
        meters.sentBack(provider.name(), word);
    }

    private Future<VoterToken> admitted(IdentityProvider provider, Future<Identity> person, int agreed) {
        return person.compose(identity -> voters.admit(identity, provider.channel(), agreed));
    }

    /** A code whose session was ended since is a used one: with the next the person gets a session that lasts. */
    private Future<VoterToken> counted(IdentityProvider provider, Future<VoterToken> login) {
        return login.compose(voter -> revocations.holds(voter)
                        ? Future.failedFuture(Refusal.CODE_USED.refused())
                        : Future.succeededFuture(voter))
                .onComplete(done -> meters.ended(provider.name(), done.cause()));
    }
}

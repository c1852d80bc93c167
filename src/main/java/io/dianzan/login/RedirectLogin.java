package io.dianzan.login;

import io.vertx.core.Future;

/** A login by sending the browser to the provider, which sends it back to us with a code. */
public interface RedirectLogin extends IdentityProvider {
    /** Whether the provider's page opens in a browser that calls itself so; null where it does not say. */
    default boolean opensIn(String userAgent) {
        return true;
    }

    /** Where to send the browser: an absolute address. Fails with {@code provider-down}, where that must be asked first. */
    Future<String> addressFor(Attempt attempt);

    /** Asks the provider whose code this is; fails with a {@link io.dianzan.fault.Refused}, never with the code in it. */
    Future<Identity> identify(Callback callback, Attempt attempt);

    /** What the provider sent the browser back with; {@code issuer} (RFC 9207) may be null. */
    record Callback(String code, String issuer) {
        @Override
        public String toString() {
            return "***";
        }
    }
}

package io.dianzan.login;

import io.vertx.core.Future;

/** A way to log in: somebody else who knows who a person is, and whom we ask about a code. */
public interface IdentityProvider {
    /** The name in the configuration and in {@code /v1/login/{provider}}. */
    String name();

    /** Asks the provider whose code this is; fails with a {@link io.dianzan.fault.Refused}, never with the code in it. */
    Future<Identity> identify(String code);
}

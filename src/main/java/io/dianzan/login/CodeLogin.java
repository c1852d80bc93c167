package io.dianzan.login;

import io.vertx.core.Future;

/** A login by a code that the provider gave to an app on the phone, which brings it to us. */
public interface CodeLogin extends IdentityProvider {
    /** Asks the provider whose code this is; fails with a {@link io.dianzan.fault.Refused}, never with the code in it. */
    Future<Identity> identify(String code);
}

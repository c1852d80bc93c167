package io.dianzan.login.oidc;

import io.dianzan.login.BadAnswer;

/** An ID token that fails a check; its text names the check, never what stood in the token. */
final class BadToken extends BadAnswer {
    private static final long serialVersionUID = 1L;

    /** What may be cured by newer keys, what belongs to another login than this one, and what is just wrong. */
    enum Fault {
        SIGNATURE,
        ANOTHER_LOGIN,
        CLAIM
    }

    private final Fault fault;

    BadToken(Fault fault, String check) {
        super(check);
        this.fault = fault;
    }

    boolean bySignature() {
        return fault == Fault.SIGNATURE;
    }

    boolean ofAnotherLogin() {
        return fault == Fault.ANOTHER_LOGIN;
    }
}

package io.dianzan.login.oidc;

/** An answer of the issuer that is none; its text is our own and may be logged. */
class BadAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadAnswer(String reason) {
        super(reason, null, false, false);
    }
}

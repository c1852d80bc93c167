package io.dianzan.login;

/**
 * A login under way in one browser: its secrets, each random and of one use, and the path to which the person wants to
 * return. {@code state} consists of letters and digits (WeChat takes no others), {@code verifier} is that of PKCE (RFC
 * 7636, section 4.1), {@code agreed} the version of the privacy text that the person agreed to (0: none), {@code redirectUri} the absolute address to which the provider sends the browser back.
 */
public record Attempt(
        String provider, String state, String verifier, String nonce, String redirectUri, String to, int agreed) {
    @Override
    public String toString() {
        return "***";
    }
}

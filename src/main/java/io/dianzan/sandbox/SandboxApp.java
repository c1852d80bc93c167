package io.dianzan.sandbox;

/** An app that the sandbox knows; one with an empty secret accepts any. */
public record SandboxApp(String appid, String secret) {
    boolean accepts(String given) {
        return secret.isEmpty() || secret.equals(given);
    }

    @Override
    public String toString() {
        return appid;
    }
}

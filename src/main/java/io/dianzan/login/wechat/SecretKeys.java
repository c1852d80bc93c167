package io.dianzan.login.wechat;

/** Names in Redis of what processes share; a secret and its lock are in one slot, for one script touches both. */
final class SecretKeys {
    private SecretKeys() {}

    static String secret(String name) {
        return "dz:secret:{" + name + "}";
    }

    static String lock(String name) {
        return "dz:secret:{" + name + "}:lock";
    }
}

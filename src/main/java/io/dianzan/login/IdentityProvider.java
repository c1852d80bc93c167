package io.dianzan.login;

/** A way to log in: somebody else who knows who a person is. */
public interface IdentityProvider {
    /** The name in the configuration and in {@code /v1/login/{provider}}. */
    String name();

    /** The word by which campaigns admit it: {@code mini-program}, {@code page}, {@code desktop}, or the name. */
    String channel();
}

package io.dianzan.login;

/**
 * Who somebody is to a provider. {@code subject} is an openid or a {@code sub}, case-sensitive; {@code unionSubject} is
 * WeChat's unionid, which is one person's in all apps of an Open Platform account, or null.
 */
public record Identity(String provider, String app, String subject, String unionSubject) {
    @Override
    public String toString() {
        return provider + ":" + app + ":***";
    }
}

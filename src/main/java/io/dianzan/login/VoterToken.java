package io.dianzan.login;

import io.dianzan.config.WechatChannel;

/**
 * What a token says: which voter, of which epoch (ending a voter's sessions begins the next one), by which channel he
 * logged in, and whether WeChat has told who he is across its apps.
 */
public record VoterToken(long voter, int epoch, String channel, boolean united) {
    /** By one of WeChat's channels, whose accounts only a unionid joins to one person. */
    public boolean isWechat() {
        return WechatChannel.of(channel).isPresent();
    }
}

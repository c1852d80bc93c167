package io.dianzan.sandbox.oauth;

import io.dianzan.sandbox.wire.Asked;

/** What stands on the consent pages, in one language. */
record Words(
        String lang,
        String notWechat,
        String title,
        String wants,
        String profile,
        String user,
        String hint,
        String approve,
        String refuse,
        String refused,
        String twice,
        String back) {
    static final Words CHINESE = new Words(
            "zh",
            "沙盒，不是真的微信",
            "授权登录",
            "想要登录到",
            "它将得到你的昵称和头像",
            "测试用户",
            "任意名字，每个名字是一个微信用户",
            "同意",
            "拒绝",
            "你已拒绝，可以关闭此页",
            "正在返回，回调将被调用两次",
            "立即返回");
    static final Words ENGLISH = new Words(
            "en",
            "A sandbox, not the real WeChat",
            "Authorize a login",
            "wants you to log in at",
            "It will learn your nickname and picture",
            "Test user",
            "Any name; each is a WeChat user of its own",
            "Approve",
            "Refuse",
            "You refused; this page can be closed",
            "Going back; the site is called twice",
            "Go back now");

    static Words of(Asked asked) {
        return asked.isEnglish() ? ENGLISH : CHINESE;
    }
}

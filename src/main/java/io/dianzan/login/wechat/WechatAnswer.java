package io.dianzan.login.wechat;

/** What WeChat answers under HTTP 200, even where it fails: an errcode, which a success has not, or as 0. */
public interface WechatAnswer {
    int errcode();
}

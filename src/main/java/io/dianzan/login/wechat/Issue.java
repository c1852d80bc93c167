package io.dianzan.login.wechat;

import java.time.Duration;

/** A secret as the provider gives it out: good for so long from now. */
record Issue(String value, Duration life) {
    @Override
    public String toString() {
        return "***";
    }
}

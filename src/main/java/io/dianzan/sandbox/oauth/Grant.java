package io.dianzan.sandbox.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a user has granted to an app; {@code openid} and {@code unionid} are virtual where it is a snapshot's. */
record Grant(String appid, String openid, String unionid, String nickname, String scope, boolean snapshot) {
    boolean admitsProfile() {
        return !scope.equals(ConsentLink.BASE);
    }

    /** Since 2021 WeChat tells neither sex nor region. */
    Profile profile() {
        return new Profile(openid, nickname, 0, "", "", "", "", new String[0], unionid);
    }

    @Override
    public String toString() {
        return "***";
    }

    record Profile(
            @JsonProperty String openid,
            @JsonProperty String nickname,
            @JsonProperty int sex,
            @JsonProperty String province,
            @JsonProperty String city,
            @JsonProperty String country,
            @JsonProperty String headimgurl,
            @JsonProperty String[] privilege,
            @JsonProperty String unionid) {
        @Override
        public String toString() {
            return "***";
        }
    }
}

package io.dianzan.sandbox.wxa;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.dianzan.sandbox.token.AppTokens;
import io.dianzan.sandbox.wire.Asked;
import io.dianzan.sandbox.world.Chance;
import io.dianzan.sandbox.world.Options;
import io.dianzan.sandbox.world.People;
import io.dianzan.sandbox.world.Subjects;
import io.dianzan.sandbox.world.Visits;
import io.dianzan.sandbox.world.WechatError;
import java.util.function.Supplier;

/**
 * {@code POST /wxa/getuserriskrank}: how much WeChat distrusts a user, 0 to 4. It tells only of those who were in the
 * mini-program lately (61010). (WeChat's document of it, and its staff on the window of time.)
 */
public final class RiskRank {
    private final AppTokens tokens;
    private final People people;
    private final Visits visits;
    private final Supplier<Options> options;
    private final Chance chance;

    public RiskRank(AppTokens tokens, People people, Visits visits, Supplier<Options> options, Chance chance) {
        this.tokens = tokens;
        this.people = people;
        this.visits = visits;
        this.options = options;
        this.chance = chance;
    }

    public Object rank(Asked asked) {
        var app = tokens.appOf(asked, Kind.MINI_PROGRAM);
        var order = asked.body(Order.class);
        if (!order.isWhole()) {
            throw new WechatError(47001, "data format error");
        }
        if (!order.appid().equals(app.appid())) {
            throw new WechatError(40013, "invalid appid");
        }
        if (!Subjects.isOpenidOf(app.appid(), order.openid())) {
            throw new WechatError(40003, "invalid openid");
        }
        return new Body(0, "getuserriskrank succ", rankOf(order), chance.number());
    }

    private int rankOf(Order order) {
        var byAddress = options.get().rankOf(order.address());
        var user = visits.userOf(order.openid());
        if (user == null) {
            return order.known(byAddress);
        }
        var person = people.person(user);
        if (person.unsafe()) {
            throw new WechatError(61080, "user safety service unavailable");
        }
        var isRecent = !person.unseen() && visits.within(options.get().visitWindow(), order.openid());
        var rank = Math.max(person.rank(), byAddress);
        return isRecent ? rank : order.known(rank);
    }

    private record Order(
            @JsonProperty String appid,
            @JsonProperty String openid,
            @JsonProperty Integer scene,
            @JsonProperty("client_ip") String address,
            @JsonProperty("is_test") boolean test) {
        boolean isWhole() {
            return appid != null && openid != null && address != null && scene != null && scene >= 0 && scene <= 2;
        }

        /** The rank of somebody who was not there lately: only a test is told. */
        int known(int rank) {
            if (!test) {
                throw new WechatError(61010, "no visit record of this user");
            }
            return rank;
        }
    }

    private record Body(
            @JsonProperty int errcode,
            @JsonProperty String errmsg,
            @JsonProperty("risk_rank") int rank,
            @JsonProperty("unoin_id") int request) {}
}

package io.dianzan;

import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.campaign.Rules;
import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfig;
import io.dianzan.config.ServerConfig.Provider;
import io.dianzan.config.ServerConfig.Wechat;
import io.dianzan.config.WechatChannel;
import java.util.List;
import java.util.stream.Stream;

/** Whether the ways to log in that the campaigns admit are ways that the server has, and tell one person from two. */
final class ChannelCheck {
    private ChannelCheck() {}

    static void check(ServerConfig server, List<Proposal> campaigns, Problems problems) {
        campaigns.forEach(campaign -> check(server, campaign, problems));
    }

    static void check(ServerConfig server, Proposal campaign, Problems problems) {
        var providers = server.providers().values();
        var rules = campaign.rules();
        for (var channel : rules.channels()) {
            if (providers.stream().noneMatch(provider -> provider.channel().equals(channel))) {
                problems.add(campaign.problem(
                        "channels",
                        "\"" + channel + "\" is no way to log in of the server's; it has "
                                + String.join(", ", words(providers.stream()))));
            }
        }
        if (rules.needsUnion() && providers.stream().anyMatch(provider -> isSilent(provider, rules))) {
            problems.add(campaign.problem(
                    "channels",
                    "the page asks WeChat for snsapi_base, which never brings a unionid: admit no other WeChat"
                            + " channel beside it, or set its scope to snsapi_userinfo in server.yaml"));
        }
    }

    /** What an operator should know of a campaign's channels, although it is allowed; empty where there is nothing. */
    static List<String> warnings(Rules rules) {
        if (!rules.onePerson() && rules.admitsSeveralWechatChannels()) {
            return List.of("onePerson: false: who comes by several WeChat channels may vote once by each of them");
        }
        if (rules.channels().size() > 1 && (!rules.needsUnion() || hasOthers(rules))) {
            return List.of(
                    "several channels that nothing joins: who has an account in each may vote once by each of them");
        }
        return rules.onePerson() ? List.of() : List.of("onePerson: false: has no effect with these channels");
    }

    /** An issuer's accounts are joined with nothing. */
    private static boolean hasOthers(Rules rules) {
        return rules.channels().stream()
                .anyMatch(channel -> WechatChannel.of(channel).isEmpty());
    }

    private static boolean isSilent(Provider provider, Rules rules) {
        return provider instanceof Wechat app
                && app.silent()
                && rules.channels().contains(app.channel());
    }

    private static List<String> words(Stream<Provider> providers) {
        return providers.map(Provider::channel).distinct().sorted().toList();
    }
}

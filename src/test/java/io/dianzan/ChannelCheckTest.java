package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.campaign.Rules;
import io.dianzan.config.Problem;
import io.dianzan.config.Problems;
import io.dianzan.config.ServerConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelCheckTest {
    private static final String USERINFO = "scope: snsapi_userinfo";

    @TempDir
    private Path folder;

    @Test
    void channels_that_the_server_has_are_good() throws IOException {
        assertThat(problems(USERINFO, "[mini-program, page, house]", "")).isEmpty();
    }

    @Test
    void a_channel_that_the_server_lacks_is_named_beside_those_it_has() throws IOException {
        assertThat(problems(USERINFO, "[desktop]", ""))
                .singleElement()
                .asString()
                .contains("channels: \"desktop\" is no way to log in", "it has house, mini-program, page");
    }

    @Test
    void a_page_that_never_learns_a_unionid_must_be_the_only_wechat_channel() throws IOException {
        assertThat(problems("scope: snsapi_base", "[page]", "")).isEmpty();
        assertThat(problems("scope: snsapi_base", "[page, house]", "")).isEmpty();
        assertThat(problems("scope: snsapi_base", "[page, mini-program]", ""))
                .singleElement()
                .asString()
                .contains("snsapi_base");
        assertThat(problems("scope: snsapi_base", "[page, mini-program]", "onePerson: false"))
                .isEmpty();
    }

    @Test
    void that_one_person_may_vote_twice_is_a_warning() {
        assertThat(warnings("[mini-program, page]", "")).isEmpty();
        assertThat(warnings("[mini-program]", "")).isEmpty();
        assertThat(warnings("[mini-program, page]", "onePerson: false"))
                .singleElement()
                .asString()
                .contains("once by each");
        assertThat(warnings("[mini-program, house]", ""))
                .singleElement()
                .asString()
                .contains("nothing joins");
        assertThat(warnings("[mini-program, page, house]", "")).hasSize(1);
        assertThat(warnings("[page]", "onePerson: false"))
                .singleElement()
                .asString()
                .contains("no effect");
    }

    private List<String> warnings(String channels, String more) {
        return ChannelCheck.warnings(rules(channels, more));
    }

    private List<Problem> problems(String page, String channels, String more) throws IOException {
        var file = folder.resolve("server.yaml");
        Files.writeString(file, """
                mode: demo
                providers:
                  wechat: {kind: wechat-mini-program, appid: wx1}
                  wechat-page: {kind: wechat-page, appid: wx2, %s}
                  house: {kind: oidc, issuer: "https://id.example", clientId: vote}
                """.formatted(page));
        var problems = new Problems();
        var server = ServerConfigFile.read(file, Map.of(), problems);
        problems.throwIfAny();
        ChannelCheck.check(server, List.of(new Proposal("c.yaml", "", rules(channels, more))), problems);
        return problems.found();
    }

    private static Rules rules(String channels, String more) {
        var problems = new Problems();
        var rules = CampaignFile.parse(
                "c.yaml", "slug: c\ntitle: {zh: 测}\nchannels: " + channels + "\n" + more + "\n", problems);
        problems.throwIfAny();
        return rules;
    }
}

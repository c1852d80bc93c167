package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a browser may be sent after a login: nowhere but to us. */
class OwnSiteTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/c/demo", "/c/demo/works/0017?page=2&sort=votes", "/s/aB3", "/c/demo#w17", "/%E7%82%B9"})
    void these_paths_are_ours(String to) {
        assertThat(OwnSite.isOwnPath(to)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c/demo",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\/evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                " //evil.example",
                "/ /evil.example",
                "/c\\..\\evil",
                "https://evil.example",
                "https:evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/点赞",
                "/a\"b",
                "/<script>"
            })
    void these_lead_away_or_nowhere(String to) {
        assertThat(OwnSite.isOwnPath(to)).isFalse();
    }
}

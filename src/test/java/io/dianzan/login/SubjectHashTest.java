package io.dianzan.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestKeys;
import org.junit.jupiter.api.Test;

class SubjectHashTest {
    private final SubjectHash hash = new SubjectHash(TestKeys.ring("k2", "k1"));

    @Test
    void the_same_subject_has_the_same_hash_of_256_bits() {
        assertThat(account("wechat", "wx1", "oAlice"))
                .isEqualTo(account("wechat", "wx1", "oAlice"))
                .hasSize(32);
    }

    @Test
    void another_provider_app_or_case_has_another_hash() {
        assertThat(account("wechat", "wx1", "oAlice"))
                .isNotEqualTo(account("other", "wx1", "oAlice"))
                .isNotEqualTo(account("wechat", "wx2", "oAlice"))
                .isNotEqualTo(account("wechat", "wx1", "oalice"));
    }

    @Test
    void parts_that_run_together_have_another_hash() {
        assertThat(account("wechat", "wx1", "oAlice")).isNotEqualTo(account("wechat", "wx1o", "Alice"));
    }

    @Test
    void an_openid_and_a_unionid_of_the_same_text_have_nothing_in_common() {
        var identity = new Identity("wechat", "wx1", "oSame", "oSame");

        assertThat(hash.ofUnion(identity).get(0))
                .isNotEqualTo(hash.ofAccount(identity).get(0));
    }

    @Test
    void a_unionid_has_one_hash_in_all_apps() {
        assertThat(hash.ofUnion(new Identity("wechat", "wx1", "oA", "oUnion")).get(0))
                .isEqualTo(hash.ofUnion(new Identity("wechat-page", "wx2", "oB", "oUnion"))
                        .get(0));
    }

    @Test
    void every_live_key_has_its_hash_the_newest_first() {
        var old = new SubjectHash(TestKeys.ring("k1"));
        var identity = new Identity("wechat", "wx1", "oAlice", null);

        assertThat(hash.keyNames()).containsExactly("k2", "k1");
        assertThat(hash.ofAccount(identity)).hasSize(2);
        assertThat(hash.ofAccount(identity).get(1))
                .isEqualTo(old.ofAccount(identity).get(0));
        assertThat(hash.ofUnion(identity)).isEmpty();
    }

    @Test
    void an_identity_does_not_print_its_subjects() {
        assertThat(new Identity("wechat", "wx1", "oAlice", "oUnion").toString())
                .doesNotContain("oAlice")
                .doesNotContain("oUnion");
    }

    private byte[] account(String provider, String app, String subject) {
        return hash.ofAccount(new Identity(provider, app, subject, null)).get(0);
    }
}

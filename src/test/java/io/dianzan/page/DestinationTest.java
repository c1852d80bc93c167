package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @Test
    void a_work_is_named_in_links_and_in_the_mini_program_with_the_share_that_brought_him() {
        var work = Destination.of("/c/demo/works/0017");

        assertThat(work.inWechat("7KfQm2XbRa")).isEqualTo("/c/demo/works/0017/wechat?share=7KfQm2XbRa");
        assertThat(work.inWechat(null)).isEqualTo("/c/demo/works/0017/wechat");
        assertThat(work.query("7KfQm2XbRa")).isEqualTo("campaign=demo&work=0017&share=7KfQm2XbRa");
        assertThat(work.query(null)).isEqualTo("campaign=demo&work=0017");
    }

    @ParameterizedTest
    @CsvSource({
        "/c/demo/works/%E8%A5%BF%E6%B9%96, campaign=demo&work=%E8%A5%BF%E6%B9%96",
        "/c/demo/works/a+b, campaign=demo&work=a%2Bb",
        "/c/demo/works/0017?page=2, campaign=demo&work=0017",
        "/c/demo/works/1&share=x, campaign=demo&work=1%26share%3Dx",
        "/c/demo/works/1%26share%3Dx, campaign=demo&work=1%26share%3Dx",
        "/c/demo/works/0017/votes, campaign=demo&work=0017",
        "/c/demo, campaign=demo",
        "/c/demo/rules, campaign=demo",
        "/c/demo/works/%zz, campaign=demo"
    })
    void whatever_the_address_says_is_one_value_of_the_query(String to, String query) {
        assertThat(Destination.of(to).query(null)).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/me", "/s/7KfQm2XbRa", "/c/../works/1", "/c/", "/c/DEMO"})
    void elsewhere_there_is_neither_campaign_nor_work(String to) {
        assertThat(Destination.of(to)).isEqualTo(new Destination(null, null));
        assertThat(Destination.of(to).query("7KfQm2XbRa")).isEmpty();
        assertThat(Destination.of(to).inWechat(null)).isNull();
    }
}

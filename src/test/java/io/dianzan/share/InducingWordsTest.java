package io.dianzan.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InducingWordsTest {
    @ParameterizedTest
    @CsvSource({
        "快来集赞，赢取大奖,             集赞",
        "请为我助力一票,                 助力",
        "转发有奖：转发本页即可抽奖,     转发有奖",
        "分享有奖,                       分享有奖",
        "一起砍价吧,                     砍价",
        "拉票有礼活动,                   拉票有礼",
        "请在关注后投票,                 关注后投票",
        "转 发 有 奖,                    转发有奖",
        "集·赞,                          集赞",
        "Share & Win a phone? Share to win it, share to win",
    })
    void what_wechat_punishes_is_found_however_it_is_written(String text, String word) {
        assertThat(InducingWords.in(text)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "神舟十七号启航·纪实长文",
                "每个账号每天可投一票；投票不需要关注公众号",
                "可以把作品分享给朋友，分享没有奖励",
                "微信登录后即可投票",
                "Share this work with your friends"
            })
    void plain_words_are_not(String text) {
        assertThat(InducingWords.in(text)).isEmpty();
    }

    @Test
    void each_word_is_told_once() {
        assertThat(InducingWords.in("集赞！集赞！砍价！")).containsExactly("集赞", "砍价");
    }
}

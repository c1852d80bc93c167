package io.dianzan.share;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Words for which WeChat takes pages for such as induce people to share or follow, and punishes their domain. A few of
 * them are harmless here and there; who reads the warning can tell. Pure.
 */
public final class InducingWords {
    private static final List<String> WORDS = List.of(
            "集赞",
            "助力",
            "砍价",
            "拼团",
            "转发有奖",
            "转发有礼",
            "转发抽奖",
            "转发得",
            "转发领",
            "转发集赞",
            "分享有奖",
            "分享有礼",
            "分享抽奖",
            "分享得",
            "分享领",
            "分享后可",
            "分享到朋友圈",
            "转发朋友圈",
            "转发到朋友圈",
            "邀请有奖",
            "邀请有礼",
            "邀请好友得",
            "邀请好友领",
            "拉票有礼",
            "拉票有奖",
            "拉票奖励",
            "拉人投票",
            "关注后投票",
            "关注后可",
            "关注才能",
            "关注即可投票",
            "关注公众号投票",
            "关注公众号即可",
            "先关注",
            "不转不是",
            "share to win",
            "share and win");

    private InducingWords() {}

    /** Those that stand in a text, however they are written: full width, or with blanks and marks in between. */
    public static List<String> in(String text) {
        var plain = plain(text);
        return WORDS.stream().filter(word -> plain.contains(plain(word))).toList();
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[^\\p{L}\\p{N}]", "")
                .toLowerCase(Locale.ROOT);
    }
}

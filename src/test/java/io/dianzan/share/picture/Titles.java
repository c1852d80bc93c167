package io.dianzan.share.picture;

import java.util.List;

/** Titles as people send them in, and as others try. */
final class Titles {
    static final String LONGEST = "春天的信：一位乡村教师二十年里写给每一个离开大山的孩子的一千零九十六封信，以及他们从北京、上海、广州、深圳寄回来的回信和照片，"
            .repeat(4)
            .substring(0, 200);
    static final String ONE_LONG_WORD =
            "Donaudampfschifffahrtsgesellschaftskapitaen".repeat(5).substring(0, 200);

    static final List<String> HOSTILE = List.of(
            "他说：“含\"引号\"、逗号, 和\n换行”",
            "视障跑者与陪跑员👨‍👩‍👧‍👦🏃🏽‍♀️❤️一起跑👍",
            "旗帜🇨🇳🏴󠁧󠁢󠁥󠁮󠁧󠁿与数字1️⃣#️⃣",
            "مرحبا بالعالم שלום עולם",
            "\u202Egnp.txt\u202C\u200F\u2066x\u2069",
            "Zalgo e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A x\u0301\u0488\u0489",
            "生僻字𠮷𪚥㐀䶵𰻝𱍐㍿",
            "\u0000\u0007\u001B[31m控制\u007F\u0085\u2028字符\uFEFF\u00AD",
            "\uD83D孤立的代理\uDC4D",
            "한국어 Русский Ελληνικά ไทย हिन्दी ちびまる子ちゃん",
            "\uE000\uF8FF\uFFFE\uFFFF\u0378",
            "<script>alert('x')</script>&amp;${7*7}",
            "👍".repeat(200),
            "\u200B\u200D\uFE0F",
            ONE_LONG_WORD,
            LONGEST);

    private Titles() {}
}

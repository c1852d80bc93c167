package io.dianzan.share.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.font.FontRenderContext;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextBlockTest {
    private static final float SIZE = 56;

    static Stream<String> hostile() {
        return Titles.HOSTILE.stream();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void everyGlyphIsOneThatTheFontHas(String title) {
        for (var letter : Letter.of(title, Typeface.noto())) {
            var glyphs = letter.font()
                    .layoutGlyphVector(
                            new FontRenderContext(null, true, true),
                            letter.text().toCharArray(),
                            0,
                            letter.text().length(),
                            0);
            for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
                assertThat(glyphs.getGlyphCode(i))
                        .as(letter.text())
                        .isNotEqualTo(letter.font().getMissingGlyphCode());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noLineIsWiderOrHigherThanItsPlace(String title) {
        for (int width : new int[] {200, 333, 632}) {
            var block = TextBlock.of(title, width, 3, SIZE);
            assertThat(block.width()).isLessThanOrEqualTo(width + SIZE / 10);
            assertThat(block.lines()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void emojiThatAreJoinedStayOne() {
        assertThat(text("家👨‍👩‍👧‍👦👍🏽🇨🇳")).isEqualTo("家|👨‍👩‍👧‍👦|👍🏽|🇨🇳");
        assertThat(text("❤️")).isEqualTo("❤");
    }

    @Test
    void whatCannotBeDrawnIsReplacedAndNotDrawnAsABox() {
        assertThat(text("张𠮷伟")).isEqualTo("张|〓|伟");
        assertThat(text("مرحبا 你好")).isEqualTo("…| |你|好");
        assertThat(text("مرحبا بالعالم שלום עולם")).isEqualTo("…");
        assertThat(text("\u202E反\u0000\u200B着\uFE0F")).isEqualTo("反|着");
        assertThat(text("e\u0301\u0302\u0303")).isEqualTo("é");
        assertThat(text(" a\n\t\u3000b ")).isEqualTo("a| |b");
    }

    private static String text(String raw) {
        return Letter.of(raw, Typeface.noto()).stream().map(Letter::text).collect(Collectors.joining("|"));
    }

    @Test
    void noLineBeginsWithAClosingMarkOrEndsWithAnOpeningOne() {
        var title = "他说：“你好，世界！”《书名》（括号）·纪实长文、报道。";
        for (int width = 240; width < 900; width += 7) {
            for (var line : TextBlock.of(title, width, 30, SIZE).lines()) {
                assertThat("，。、：！”》）·").as(line).doesNotContain(line.substring(0, 1));
                assertThat("“《（").as(line).doesNotContain(line.substring(line.length() - 1));
            }
        }
    }

    @Test
    void aTitleEndsItsLinesWhereAReaderPauses() {
        assertThat(TextBlock.of("夜班地铁检修工·纪实长文", 632, 2, SIZE).lines()).containsExactly("夜班地铁检修工·", "纪实长文");
        assertThat(TextBlock.of("Days and nights of the Hangzhou Asian Games", 632, 2, SIZE)
                        .lines())
                .containsExactly("Days and nights of the", "Hangzhou Asian Games");
        // not at the price of a line that is nearly empty
        assertThat(TextBlock.of("题·国产大飞机首次商业飞行纪实", 632, 2, SIZE).lines().get(0)).hasSizeGreaterThan(4);
    }

    @Test
    void aLongWordIsBrokenAndALongTextEndsWithDots() {
        var word = TextBlock.of(Titles.ONE_LONG_WORD, 632, 2, SIZE);
        assertThat(word.isCut()).isTrue();
        assertThat(word.lines()).hasSize(2);
        assertThat(word.lines().get(1)).endsWith("...");
        assertThat(TextBlock.of(Titles.LONGEST, 632, 2, SIZE).lines().get(1)).endsWith("…");
        // no mark is left hanging before the dots
        assertThat(TextBlock.of("一二三四，五六七八九十", SIZE * 6.2f, 1, SIZE).lines()).containsExactly("一二三四…");
    }

    @Test
    void aTextIsSetInTheLargestSizeThatTakesAllOfIt() {
        var brief = TextBlock.fitted("短", 632, 2, 56, 40);
        assertThat(brief.leading()).isEqualTo(TextBlock.of("短", 632, 2, 56).leading());
        var longer = TextBlock.fitted("一".repeat(30), 632, 2, 56, 40);
        assertThat(longer.isCut()).isFalse();
        assertThat(longer.leading()).isEqualTo(TextBlock.of("短", 632, 2, 40).leading());
    }
}

package io.dianzan.share.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Photo;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardTest {
    private static final int EDGE = 40;

    static Stream<String> hostile() {
        return Titles.HOSTILE.stream();
    }

    @ParameterizedTest
    @CsvSource({
        "zh-cover, ZH, 2024 年度好作品, 夜班地铁检修工·纪实长文, 江西样例作者38, 1080, 810",
        "zh-number, ZH, 2024 年度好作品, 国产大飞机C919首次商业飞行·纪实长文, 黑龙江样例作者23, 0, 0",
        "en-cover, EN, Works of the year 2024, Days and nights of the Hangzhou Asian Games, Shandong author 36, 1080, 720",
        "en-number, EN, Works of the year 2024, Twenty harvests in a row, Qinghai author 62, 0, 0",
        "zh-panorama, ZH, 2024 年度好作品, 黄河入海口的候鸟·航拍图集, 山东样例作者9, 1600, 400",
        "zh-tall, ZH, 2024 年度好作品, 漫画长卷, 浙江样例作者4, 400, 1600",
        "zh-tiny, ZH, 2024 年度好作品, 邮票, 浙江样例作者5, 24, 32",
    })
    void aCardIsOfItsSizeSmallAndEmptyAtItsEdges(
            String name, PictureTexts texts, String campaign, String title, String author, int width, int height) {
        var card = new Card(texts, campaign, "0017", title, author, null);
        var png = card.draw(width == 0 ? null : Photo.of(width, height));
        assertThat(png).hasSizeLessThanOrEqualTo(Card.MOST_BYTES);
        assertFits(Looks.at("card-" + name, png));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noTitleLeavesItsPlace(String title) {
        var card = new Card(PictureTexts.ZH, title, "0017", title, title, null);
        var image = Looks.at("card-hostile-" + Titles.HOSTILE.indexOf(title), card.draw(null));
        assertFits(image);
        // between the text and the picture
        assertThat(Looks.isEmpty(image, new Rectangle(700, 0, 50, Card.HEIGHT))).isTrue();
        // between the text and the foot
        assertThat(Looks.isEmpty(image, new Rectangle(0, 480, 700, 30))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7", "42", "0017", "12345", "A-2024-0001", "第一百二十三号作品", "00000000000000000001"})
    void aNumberOfAnyLengthStandsForTheCover(String number) {
        var card = new Card(PictureTexts.ZH, "活动", number, "题", "人", null);
        assertFits(Looks.at("card-number-" + number, card.draw(null)));
    }

    @Test
    void equalCardsAreTheSamePicture() {
        var card = new Card(PictureTexts.ZH, "活动", "0017", "题", "人", null);
        assertThat(card.draw(Photo.of(800, 600))).isEqualTo(card.draw(Photo.of(800, 600)));
    }

    @Test
    void theGroundAndTheThumbHaveExactlyTheirColours() {
        var card = new Card(PictureTexts.ZH, "活动", "0017", "题", "人", null);
        var image = Photo.read(card.draw(Photo.of(1080, 810)));
        assertThat(image.getRGB(0, 0)).isEqualTo(Palette.PAPER.getRGB());
        assertThat(image.getRGB(70, 540)).isEqualTo(Palette.THUMB.getRGB());
    }

    private static void assertFits(BufferedImage image) {
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(image.getHeight()).isEqualTo(630);
        assertThat(Looks.isEmpty(image, new Rectangle(0, 0, 1200, EDGE))).isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(0, 630 - EDGE, 1200, EDGE)))
                .isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(0, 0, EDGE, 630))).isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(1200 - EDGE, 0, EDGE, 630)))
                .isTrue();
    }
}

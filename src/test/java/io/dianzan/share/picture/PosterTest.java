package io.dianzan.share.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Photo;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosterTest {
    private static final String ADDRESS = "https://vote.example/s/Ab3dE6gH";
    private static final Poster.Standing STANDING = new Poster.Standing(10_243, LocalDate.of(2026, 11, 25));
    private static final int EDGE = 40;
    private static final int COVER = 562;

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
    })
    void aPosterIsOfItsSizeAndItsCodeLeadsToTheShare(
            String name, PictureTexts texts, String campaign, String title, String author, int width, int height) {
        var poster = poster(new Card(texts, campaign, "0017", title, author, null), STANDING);
        var png = poster.draw(width == 0 ? null : Photo.of(width, height), null);
        assertThat(png).hasSizeLessThanOrEqualTo(Poster.MOST_BYTES);
        var image = Looks.at("poster-" + name, png);
        assertFits(image);
        assertThat(Looks.codeOf(image)).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void noTextLeavesItsPlaceOrCoversTheCode(String title) {
        var card = new Card(PictureTexts.ZH, title, "0017", title, title, null);
        var poster = new Poster(card, STANDING, ADDRESS, false, title);
        var image = Looks.at("poster-hostile-" + Titles.HOSTILE.indexOf(title), poster.draw(null, null));
        assertFits(image);
        // between the work and the foot
        assertThat(Looks.isEmpty(image, new Rectangle(0, 988, Poster.WIDTH, 14)))
                .isTrue();
        assertThat(Looks.codeOf(image)).isEqualTo(ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 120, 300})
    void longAddressesAreReadTooAndStayWithinTheFoot(int length) {
        var address = "https://vote.example/c/demo/works/" + "9".repeat(length);
        var poster = new Poster(card(), STANDING, address, false, "Dianzan");
        var image = Photo.read(poster.draw(null, null));
        assertFits(image);
        assertThat(Looks.framedCodeOf(image, new Rectangle(375, 960, 375, 374))).isEqualTo(address);
    }

    @Test
    void theCodeHasAQuietZoneAndIsLargeEnoughToBePressed() {
        var code = QrCode.of(ADDRESS);
        assertThat(code.size()).isBetween(256, 300);
        var image = Photo.read(poster(card(), STANDING).draw(null, null));
        var dark =
                darkIn(image, new Rectangle(750 - 52 - code.size(), 1334 - 52 - code.size(), code.size(), code.size()));
        assertThat(dark.width).isGreaterThanOrEqualTo(200);
        assertThat(dark.x - (750 - 52 - code.size())).isGreaterThanOrEqualTo(4 * 7);
    }

    @Test
    void aPosterWithoutAStandingHasNoFigure() {
        var with = Photo.read(poster(card(), STANDING).draw(null, null));
        var without = Photo.read(poster(card(), null).draw(null, null));
        var place = new Rectangle(0, 770, Poster.WIDTH, 130);
        assertThat(Looks.isEmpty(with, place)).isFalse();
        assertThat(Looks.isEmpty(without, place)).isTrue();
    }

    @Test
    void aCodeOfTheMiniProgramTakesThePlaceOfTheQrCode() {
        var code = new BufferedImage(430, 430, BufferedImage.TYPE_INT_RGB);
        var poster = new Poster(card(), STANDING, ADDRESS, true, "Dianzan");
        var image = Looks.at("poster-mini-program", poster.draw(null, code));
        assertFits(image);
        assertThat(image.getRGB(570, 1154) & 0xFFFFFF).isZero();
    }

    @Test
    void aSiteThatNamesNoOrganiserHasPostersToo() {
        var poster = new Poster(card(), STANDING, ADDRESS, false, null);
        assertFits(Looks.at("poster-no-organiser", poster.draw(null, null)));
    }

    @Test
    void thePicturesSayWhatIsAndSingularIsSingular() {
        assertThat(PictureTexts.ZH.number("0017")).isEqualTo("0017号");
        assertThat(PictureTexts.ZH.number("第3号作品")).isEqualTo("第3号作品");
        assertThat(PictureTexts.EN.votes(1)).isEqualTo("vote");
        assertThat(PictureTexts.EN.asOf(STANDING.asOf())).isEqualTo("as of 25 November 2026");
        assertThat(PictureTexts.ZH.asOf(STANDING.asOf())).isEqualTo("截至2026年11月25日");
        assertThat(PictureTexts.ZH.scan(false)).isEqualTo("长按识别二维码，为它点赞");
    }

    private static Card card() {
        return new Card(PictureTexts.ZH, "2024 年度好作品", "0017", "题目", "作者", null);
    }

    private static Poster poster(Card card, Poster.Standing standing) {
        return new Poster(card, standing, ADDRESS, false, "Dianzan demo");
    }

    private static Rectangle darkIn(BufferedImage image, Rectangle stretch) {
        Rectangle dark = null;
        for (int y = stretch.y; y < stretch.y + stretch.height; y++) {
            for (int x = stretch.x; x < stretch.x + stretch.width; x++) {
                if (image.getRGB(x, y) == Palette.INK.getRGB()) {
                    var pixel = new Rectangle(x, y, 1, 1);
                    dark = dark == null ? pixel : dark.union(pixel);
                }
            }
        }
        return dark;
    }

    /** The cover reaches the edges; nothing else comes near them. */
    private static void assertFits(BufferedImage image) {
        assertThat(image.getWidth()).isEqualTo(750);
        assertThat(image.getHeight()).isEqualTo(1334);
        assertThat(Looks.isEmpty(image, new Rectangle(0, COVER, EDGE, 1334 - COVER)))
                .isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(750 - EDGE, COVER, EDGE, 1334 - COVER)))
                .isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(0, 1334 - EDGE, 750, EDGE)))
                .isTrue();
        assertThat(Looks.isEmpty(image, new Rectangle(0, COVER, 750, EDGE))).isTrue();
    }
}

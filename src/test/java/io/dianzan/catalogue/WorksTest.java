package io.dianzan.catalogue;

import static io.dianzan.catalogue.Samples.withdrawn;
import static io.dianzan.catalogue.Samples.work;
import static io.dianzan.catalogue.Samples.works;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorksTest {
    private final Works works = works(
            work(1, "1017", "国产大飞机C919首次商业飞行", "黑龙江样例作者23", "文字"),
            work(2, "0017", "夜班地铁检修工·纪实长文", "江西 Zoë", "文字"),
            work(3, "0009", "骑手友好小区 17 号楼", "河北样例作者50", "动漫"),
            work(4, "A-12", "Ｆull width", "Somebody", "音频"),
            withdrawn(5, "0018"));

    @Test
    void worksStandByTheValueOfTheirNumber() {
        var mixed = works(work(1, "10"), work(2, "9"), work(3, "A10"), work(4, "A2"), work(5, "0001"));

        assertThat(mixed.listed()).extracting(Work::number).containsExactly("0001", "9", "10", "A2", "A10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0017", "17", "017", "００１７", "１７"})
    void aPathFindsAWorkByTextOrByValue(String number) {
        assertThat(works.require(number).id()).isEqualTo(2);
    }

    @Test
    void theTextAsImportedComesBeforeTheValue() {
        var twins = works(work(1, "017"), work(2, "17"));

        assertThat(twins.require("17").id()).isEqualTo(2);
        assertThat(twins.require("017").id()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "", "17号", "0", "99999999999999999999999999999999", "-17", "0x11"})
    void aPathThatNamesNoWorkIsRefused(String number) {
        assertThatThrownBy(() -> works.require(number))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.WORK_UNKNOWN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "0017", "17号", "１７号", "第17号", "#17", "No.17", " 17　"})
    void aSearchForANumberFindsThatWorkFirst(String query) {
        assertThat(found(query).get(0)).isEqualTo("0017");
    }

    @Test
    void aNumberIsNotLookedForWithinOtherNumbersButMayStandInATitle() {
        assertThat(found("17")).containsExactly("0017", "0009");
        assertThat(found("919")).containsExactly("1017");
    }

    @ParameterizedTest
    @CsvSource({
        "c919, 1017",
        "Ｃ９１９, 1017",
        "full, A-12",
        "ｆＵＬＬ WIDTH, A-12",
        "a-12, A-12",
        "a-, A-12",
        "zoË, 0017",
        "地铁, 0017",
        "地铁　zoë, 0017"
    })
    void searchFoldsWidthAndCase(String query, String number) {
        assertThat(found(query)).containsExactly(number);
    }

    @Test
    void allWordsMustMatch() {
        assertThat(found("样例作者 飞机")).containsExactly("1017");
        assertThat(found("样例作者 地铁")).isEmpty();
    }

    @Test
    void withdrawnWorksAreFoundByNumberButNeitherListedNorSearchedNorTotalled() {
        assertThat(works.require("18").id()).isEqualTo(5);
        assertThat(works.listed()).extracting(Work::id).doesNotContain(5);
        assertThat(found("gone")).isEmpty();
        assertThat(found("18")).isEmpty();
        assertThat(works.categories()).extracting(Works.Category::name).doesNotContain("text");
    }

    @Test
    void categoriesComeInTheOrderOfTheFileWithTheirTotals() {
        assertThat(works.categories())
                .containsExactly(new Works.Category("动漫", 1), new Works.Category("文字", 2), new Works.Category("音频", 1));
        assertThat(works.listed("文字")).extracting(Work::number).containsExactly("0017", "1017");
        assertThat(works.listed("诗歌")).isEmpty();
    }

    @Test
    void aSearchOverTenThousandWorksFindsTheOne() {
        var many = Works.of(
                1,
                IntStream.rangeClosed(1, 10_000)
                        .mapToObj(i -> work(i, "%05d".formatted(i), "作品标题" + "字".repeat(i % 50), "作者" + i, "文字"))
                        .toList());

        assertThat(many.search(Words.of("作品 作者9999"), many.listed()))
                .extracting(Work::id)
                .containsExactly(9999);
    }

    private List<String> found(String query) {
        return works.search(Words.of(query), works.listed()).stream()
                .map(Work::number)
                .toList();
    }
}

package io.dianzan.catalogue;

import static io.dianzan.catalogue.Samples.counts;
import static io.dianzan.catalogue.Samples.json;
import static io.dianzan.catalogue.Samples.numbered;
import static io.dianzan.catalogue.Samples.withdrawn;
import static io.dianzan.catalogue.Samples.work;
import static io.dianzan.catalogue.Samples.works;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dianzan.catalogue.CatalogueQuery.Sort;
import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CatalogueListingTest {
    private static final int DEMO = 7;
    private static final CatalogueQuery FIRST = query(null, null, Sort.NUMBER, 1, 20);

    private final Catalogue catalogue = new Catalogue(null);
    private Counts published = counts(1, 1_709_000_000_000L, 17, 10_243);
    private final CatalogueListing listing =
            new CatalogueListing(new Standings(catalogue, campaign -> campaign == DEMO ? published : null));

    @Test
    void aPageSaysWhatTheContractSays() {
        catalogue.hold(DEMO, works(work(17, "0017", "夜班地铁检修工", "江西", "文字")));

        assertThat(listing.list(DEMO, FIRST).plain().toString())
                .isEqualTo("{\"asOf\":1709000000000,\"total\":1,\"works\":[{\"number\":\"0017\",\"title\":\"夜班地铁检修工\","
                        + "\"author\":\"江西\",\"category\":\"文字\",\"votes\":10243}]}");
    }

    @Test
    void oneWorkComesWithAllThatIsKnownOfIt() {
        var work = new Work(
                17,
                "0017",
                "T",
                "A",
                "C",
                "S",
                "https://w.example/",
                "https://c.example/",
                "https://m.example/",
                null,
                null);
        catalogue.hold(DEMO, works(work(1, "0001"), work));

        assertThat(listing.one(DEMO, "17").plain().toString())
                .isEqualTo(
                        "{\"asOf\":1709000000000,\"number\":\"0017\",\"title\":\"T\",\"author\":\"A\",\"category\":\"C\","
                                + "\"votes\":10243,\"rank\":1,\"summary\":\"S\",\"link\":\"https://w.example/\","
                                + "\"cover\":\"https://c.example/\",\"media\":\"https://m.example/\"}");
    }

    @Test
    void pagesFollowOneAnotherAndEndWithAShortOne() {
        catalogue.hold(DEMO, numbered(45));

        assertThat(numbers(query(null, null, Sort.NUMBER, 2, 20))).hasSize(20).startsWith("0021");
        assertThat(numbers(query(null, null, Sort.NUMBER, 3, 20)))
                .containsExactly("0041", "0042", "0043", "0044", "0045");
        assertThat(numbers(query(null, null, Sort.NUMBER, 1_000_000, 100))).isEmpty();
    }

    @Test
    void theTotalIsOfAllThatWasFoundAndNotOfThePage() {
        catalogue.hold(DEMO, numbered(45));

        assertThat(json(listing.list(DEMO, FIRST)).getInteger("total")).isEqualTo(45);
        assertThat(json(listing.list(DEMO, query(null, "title", Sort.NUMBER, 9, 20)))
                        .getInteger("total"))
                .isEqualTo(45);
    }

    @Test
    void categoryWordsAndOrderGoTogether() {
        catalogue.hold(
                DEMO,
                works(
                        work(1, "0001", "地铁", "a", "文字"),
                        work(2, "0002", "地铁", "b", "图片"),
                        work(3, "0003", "地铁", "c", "文字"),
                        work(4, "0004", "飞机", "d", "文字")));
        published = counts(1, 1, 3, 5, 4, 9);

        assertThat(numbers(query("文字", "地铁", Sort.VOTES, 1, 20))).containsExactly("0003", "0001");
        assertThat(numbers(query("文字", null, Sort.VOTES, 1, 20))).containsExactly("0004", "0003", "0001");
        assertThat(numbers(query("诗歌", null, Sort.NUMBER, 1, 20))).isEmpty();
    }

    @Test
    void theTagStaysWhileOnlyTheTimeMoves() {
        catalogue.hold(DEMO, numbered(3));
        var before = listing.list(DEMO, FIRST);
        var workBefore = listing.one(DEMO, "1");
        published = counts(1, 1_709_000_002_000L, 17, 10_243);
        var after = listing.list(DEMO, FIRST);

        assertThat(after.etag()).isEqualTo(before.etag()).startsWith("W/\"");
        assertThat(json(after).getLong("asOf")).isEqualTo(1_709_000_002_000L);
        assertThat(listing.one(DEMO, "1").etag()).isEqualTo(workBefore.etag());
    }

    @Test
    void theTagMovesWithACountAndWithAWork() {
        catalogue.hold(DEMO, numbered(3));
        var before = listing.list(DEMO, FIRST).etag();
        published = counts(2, 1_709_000_000_000L, 1, 1);
        var voted = listing.list(DEMO, FIRST).etag();
        catalogue.hold(DEMO, Works.of(2, List.of(work(1, "0001"))));
        var changed = listing.list(DEMO, FIRST).etag();

        assertThat(List.of(before, voted, changed)).doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsEncodedOnceForOneEdition() {
        catalogue.hold(DEMO, numbered(3));

        assertThat(listing.list(DEMO, query(null, "Ｔitle  1", Sort.NUMBER, 1, 20)))
                .isSameAs(listing.list(DEMO, query(null, " title 1", Sort.NUMBER, 1, 20)));
        assertThat(listing.one(DEMO, "0001")).isSameAs(listing.one(DEMO, "1"));
    }

    @Test
    void hiddenResultsShowNeitherVotesNorRankNorTime() {
        catalogue.hold(DEMO, numbered(3));

        published = null;
        assertHidden(json(listing.list(DEMO, FIRST)));
        assertHidden(json(listing.list(DEMO, FIRST)).getJsonArray("works").getJsonObject(0));
        assertHidden(json(listing.one(DEMO, "1")));
        assertRefused(Refusal.RESULTS_HIDDEN, () -> listing.list(DEMO, query(null, null, Sort.VOTES, 1, 20)));
    }

    @Test
    void countsThatAreNotThereYetAreHiddenAndNotZero() {
        catalogue.hold(DEMO, numbered(3));
        published = null;

        assertHidden(json(listing.one(DEMO, "1")));
        assertRefused(Refusal.RESULTS_HIDDEN, () -> listing.list(DEMO, query(null, null, Sort.VOTES, 1, 20)));
    }

    @Test
    void shownAndHiddenAnswersAreNeverMistakenForOneAnother() {
        catalogue.hold(DEMO, numbered(3));
        var shown = listing.list(DEMO, FIRST);
        var counts = published;
        published = null;
        var hidden = listing.list(DEMO, FIRST);
        published = counts;

        assertThat(hidden.etag()).isNotEqualTo(shown.etag());
        assertThat(listing.list(DEMO, FIRST)).isSameAs(shown);
    }

    @Test
    void unknownAndWithdrawnWorksAreRefusedEachInItsWay() {
        catalogue.hold(DEMO, works(withdrawn(1, "0001")));

        assertRefused(Refusal.WORK_UNKNOWN, () -> listing.one(DEMO, "2"));
        assertRefused(Refusal.WORK_WITHDRAWN, () -> listing.one(DEMO, "1"));
        assertRefused(Refusal.BUSY, () -> listing.one(8, "1"));
    }

    @Test
    void anOlderLoadNeverReplacesANewerOne() {
        catalogue.hold(DEMO, Works.of(3, List.of(work(1, "0001"))));
        catalogue.hold(DEMO, Works.of(2, List.of()));

        assertThat(catalogue.require(DEMO).version()).isEqualTo(3);
    }

    private List<String> numbers(CatalogueQuery query) {
        return json(listing.list(DEMO, query)).getJsonArray("works").stream()
                .map(work -> ((JsonObject) work).getString("number"))
                .toList();
    }

    private static CatalogueQuery query(String category, String words, Sort sort, int page, int size) {
        return new CatalogueQuery(category, Words.of(words), sort, 0, page, size);
    }

    private static void assertHidden(JsonObject answer) {
        assertThat(answer.fieldNames()).isNotEmpty().doesNotContain("votes", "rank", "asOf");
    }

    private static void assertRefused(Refusal reason, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
    }
}

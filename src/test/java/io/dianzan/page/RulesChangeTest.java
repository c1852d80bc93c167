package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Proposals.Proposal;
import io.dianzan.config.Problems;
import io.dianzan.http.Language;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What changes between two versions of a campaign's file, in plain words. */
class RulesChangeTest {
    private static final Texts TEXTS = Texts.read();
    private static final String FILE = """
            slug: demo
            title: {zh: 好作品}
            zone: Asia/Shanghai
            votes: {perDay: 1, sameWork: once-a-day}
            channels: [mini-program]
            """;

    private static Proposal file(String text) {
        var problems = new Problems();
        var rules = CampaignFile.parse("demo.yaml", text, problems);
        problems.throwIfAny();
        return new Proposal("demo.yaml", text, rules);
    }

    private static List<String> between(String before, String after, Language language) {
        return new RulesChange(TEXTS.in(language)).between(file(before), file(after));
    }

    @Test
    void aRuleIsSaidAsItWasAndAsItWillBe() {
        var after = FILE.replace("perDay: 1", "perDay: 3") + "change: {by: the office, reason: more votes}\n";
        assertThat(between(FILE, after, Language.ZH))
                .containsExactly(
                        "修改人：the office；原因：more votes。", "原来：每人每天可投 1 票。", "改为：每人每天可投 3 票。", "votes.perDay：1 → 3。");
        assertThat(between(FILE, after, Language.EN))
                .containsExactly(
                        "Changed by the office: more votes.",
                        "Before: Each person has 1 vote a day.",
                        "Now: Each person has 3 votes a day.",
                        "votes.perDay: 1 → 3.");
    }

    @Test
    void aRuleThatIsNewStandsBetweenThoseThatStay() {
        var after = FILE.replace("[mini-program]", "[mini-program, page]");
        assertThat(between(FILE, after, Language.EN))
                .containsExactly(
                        "Before: You can vote by: WeChat mini-program.",
                        "Now: You can vote by: WeChat mini-program, the page in WeChat.",
                        "Now: Whoever comes by several of them is still one person.",
                        "channels: [mini-program] → [mini-program, page].");
        assertThat(between(after, FILE, Language.EN))
                .contains("Before: Whoever comes by several of them is still one person.");
    }

    @Test
    void whatNoSentenceSaysIsToldByItsKey() {
        assertThat(between(FILE, FILE + "limits: {address: {taps: 100, per: 1m}}\n", Language.EN))
                .containsExactly("limits.address.per: (not given) → 1m.", "limits.address.taps: (not given) → 100.");
    }

    @Test
    void aKeyThatIsFrozenIsNamedAsSuch() {
        assertThat(between(FILE, FILE + "dayStarts: \"05:00\"\n", Language.ZH))
                .contains("dayStarts：（未写） → 05:00。", "dayStarts 在有人投票之后或第一天结束之后不能更改：那时这份文件不会生效。");
        assertThat(between(FILE, FILE.replace("once-a-day", "once"), Language.EN))
                .contains(
                        "votes.sameWork cannot change after the first ballot or the first day: this file is refused then.");
    }

    @Test
    void theSameRulesAreSaidToBeTheSame() {
        assertThat(between(FILE, "# a comment\n" + FILE, Language.EN)).containsExactly("The rules are the same.");
    }
}

package io.dianzan.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.CampaignFile;
import io.dianzan.campaign.Rules;
import io.dianzan.config.Problems;
import io.dianzan.http.Language;
import org.junit.jupiter.api.Test;

/** A campaign's file in plain words. */
class RulesTextTest {
    private static final Texts TEXTS = Texts.read();

    @Test
    void everyRuleOfAnOrdinaryCampaignIsSaidInBothLanguages() {
        var rules = rules("""
                slug: demo
                title: {zh: 好作品}
                zone: Asia/Shanghai
                opens: 2024-02-27T00:00
                closes: 2024-03-05T00:00
                votes: {perDay: 1, sameWork: once-a-day}
                channels: [mini-program, page]
                """);
        assertThat(new RulesText(TEXTS.in(Language.ZH)).of(rules))
                .containsExactly(
                        "投票从2月27日 0:00开始，到3月5日 0:00结束（北京时间）。",
                        "每人每天可投 1 票。",
                        "每天从 00:00 开始计算（北京时间）；当天没有投的票不累积。",
                        "同一件作品每天只能投一次，第二天可以再投。",
                        "可以通过以下方式投票：微信小程序、微信中的网页。",
                        "一个人用不同方式进入，仍然只算一个人。",
                        "为防止刷票，每个账号每1分钟最多点 20 次；超出的点击不记票，稍后可以再投。",
                        "票数实时公布，最多晚 2 秒。");
        assertThat(new RulesText(TEXTS.in(Language.EN)).of(rules))
                .contains(
                        "Voting opens 27 Feb at 0:00 and ends 5 Mar at 0:00 (Beijing time).",
                        "Each person has 1 vote a day.",
                        "You can vote by: WeChat mini-program, the page in WeChat.");
    }

    @Test
    void otherRulesReadOtherwise() {
        var rules = rules("""
                slug: five
                title: {zh: 五票}
                zone: Asia/Shanghai
                dayStarts: "05:00"
                votes: {perDay: 5, sameWork: allowed}
                channels: [house]
                results: {show: hidden}
                """);
        assertThat(new RulesText(TEXTS.in(Language.ZH)).of(rules))
                .contains(
                        "投票长期开放。",
                        "每人每天可投 5 票。",
                        "每天从 05:00 开始计算（北京时间）；当天没有投的票不累积。",
                        "同一天的票可以都投给同一件作品。",
                        "可以通过以下方式投票：house。",
                        "投票期间不显示票数，结束后公布。");
    }

    @Test
    void quotasWiderThanADayAreTold() {
        var rules = rules("""
                slug: wide
                title: {zh: 宽}
                zone: Asia/Shanghai
                votes: {perDay: 2, perWork: 1, perCategory: 3, perCampaign: 10}
                """);
        assertThat(new RulesText(TEXTS.in(Language.ZH)).of(rules))
                .contains("整个活动中，同一件作品最多投 1 票。", "整个活动中，每个类别最多投 3 票。", "整个活动中，每人一共可投 10 票。");
        assertThat(new RulesText(TEXTS.in(Language.EN)).of(rules))
                .contains("Each person has 10 votes in the whole campaign.");
    }

    private static Rules rules(String text) {
        var problems = new Problems();
        var rules = CampaignFile.parse("file", text, problems);
        problems.throwIfAny();
        return rules;
    }
}

package io.dianzan.operator.result;

import java.util.ArrayList;
import java.util.List;

/** What a result says to people, in Chinese and English. */
final class ResultPaper {
    private static final List<String> COUNTS = List.of("收到 raw", "搁置 held", "作废 void", "合并 merged", "有效 valid");

    private final Result result;
    private final Paper paper;

    private ResultPaper(Result result, Paper paper) {
        this.result = result;
        this.paper = paper;
    }

    static String write(Result result, String hash, Paper paper) {
        new ResultPaper(result, paper).write(hash);
        return paper.text();
    }

    private void write(String hash) {
        paper.title("投票结果 Result: " + result.titleZh()
                + (result.titleEn().equals(result.titleZh()) ? "" : " / " + result.titleEn()));
        paper.line("活动 Campaign: " + result.campaign());
        paper.line("投票时间 Votes were taken: " + (result.opens() == null ? "" : result.opens()) + " – " + result.closes()
                + " (" + result.zone() + ")");
        paper.line("结果自此有效 The result stands since: " + result.result().since() + ", "
                + result.result().by() + ": " + result.result().reason());
        totals();
        works();
        withdrawn();
        rulings();
        rules();
        days();
        acts();
        paper.heading("校验值 Hash");
        paper.line("SHA-256 of this document's data (the third line of its JSON form): " + hash);
    }

    private void totals() {
        var totals = result.totals();
        paper.heading("总票数 Totals");
        paper.table(
                COUNTS, List.of(texts(totals.raw(), totals.held(), totals.voided(), totals.merged(), totals.valid())));
    }

    private void works() {
        paper.heading("作品与名次 Works and ranks");
        var columns = new ArrayList<>(List.of("名次 rank", "编号 number", "作品 title", "作者 author", "类别 category"));
        columns.addAll(COUNTS);
        paper.table(
                columns,
                result.works().stream()
                        .map(work -> texts(
                                work.rank(),
                                work.number(),
                                work.title(),
                                work.author(),
                                work.category(),
                                work.raw(),
                                work.held(),
                                work.voided(),
                                work.merged(),
                                work.valid()))
                        .toList());
    }

    private void withdrawn() {
        paper.heading("撤下的作品 Withdrawn works");
        none(result.withdrawn());
        var columns = new ArrayList<>(List.of("编号 number", "作品 title", "作者 author", "撤下时间 withdrawn"));
        columns.addAll(COUNTS);
        paper.table(
                columns,
                result.withdrawn().stream()
                        .map(work -> texts(
                                work.number(),
                                work.title(),
                                work.author(),
                                work.withdrawnAt(),
                                work.raw(),
                                work.held(),
                                work.voided(),
                                work.merged(),
                                work.valid()))
                        .toList());
    }

    private void rulings() {
        paper.heading("裁定 Rulings by reason");
        none(result.rulings());
        paper.table(
                List.of("裁定 state", "理由 reason", "裁定人 by", "次数 made", "仍有效的票数 ballots still so"),
                result.rulings().stream()
                        .map(ruling -> texts(
                                ruling.state(),
                                ruling.reason(),
                                String.join(", ", ruling.by()),
                                ruling.made(),
                                ruling.standing()))
                        .toList());
    }

    private void rules() {
        paper.heading("规则版本 Versions of the rules");
        paper.table(
                List.of("版本 version", "生效 in force since", "修改人 by", "理由 reason", "SHA-256"),
                result.rules().stream()
                        .map(rules ->
                                texts(rules.version(), rules.effective(), rules.by(), rules.reason(), rules.sha256()))
                        .toList());
    }

    private void days() {
        paper.heading("投票日 Days");
        paper.table(
                List.of("日期 day", "开始 starts", "结束 ends", "截止线 fenced", "票数 ballots"),
                result.days().stream()
                        .map(day -> texts(day.day(), day.starts(), day.ends(), day.fenced(), day.ballots()))
                        .toList());
        paper.heading("封存 Seals");
        var sealed = result.days().stream().filter(day -> day.seal() != null).toList();
        none(sealed);
        paper.table(
                List.of("日期 day", "根 root", "票数 ballots", "时间 made"),
                sealed.stream()
                        .map(day -> texts(
                                day.day(),
                                day.seal().root(),
                                day.seal().ballots(),
                                day.seal().made()))
                        .toList());
    }

    private void acts() {
        paper.heading("活动经过 Acts on the campaign");
        paper.table(
                List.of("操作 act", "生效 effective", "操作人 by", "理由 reason", "作品 work", "新的截止 new close"),
                result.acts().stream()
                        .map(act -> texts(act.act(), act.effective(), act.by(), act.reason(), act.work(), act.closes()))
                        .toList());
    }

    private void none(List<?> some) {
        if (some.isEmpty()) {
            paper.line("无 None.");
        }
    }

    private static List<String> texts(Object... cells) {
        var texts = new ArrayList<String>();
        for (var cell : cells) {
            texts.add(cell == null ? "" : cell.toString());
        }
        return texts;
    }
}

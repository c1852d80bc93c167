package io.dianzan.operator.result;

import java.util.List;
import java.util.regex.Pattern;

/** A document in Markdown; no text in it can become mark-up. */
final class MarkdownPaper implements Paper {
    private static final Pattern MARKS = Pattern.compile("[\\\\`*_{}\\[\\]<>()#+!|~&$=^-]");
    private static final Pattern BREAKS = Pattern.compile("[\\r\\n\\t\\x0B\\x0C\\x85\\u2028\\u2029]+");

    private final StringBuilder text = new StringBuilder();

    @Override
    public void title(String title) {
        text.append("# ").append(plain(title)).append("\n");
    }

    @Override
    public void heading(String heading) {
        text.append("\n## ").append(plain(heading)).append("\n");
    }

    @Override
    public void line(String line) {
        text.append("\n").append(plain(line)).append("\n");
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append("\n");
        row(columns);
        text.append("|").append("---|".repeat(columns.size())).append("\n");
        rows.forEach(this::row);
    }

    private void row(List<String> cells) {
        text.append("|");
        cells.forEach(cell -> text.append(" ").append(plain(cell)).append(" |"));
        text.append("\n");
    }

    @Override
    public String text() {
        return text.toString();
    }

    private static String plain(String words) {
        var oneLine = BREAKS.matcher(words).replaceAll(" ");
        return MARKS.matcher(oneLine)
                .replaceAll(mark -> "\\\\"
                        + (mark.group().equals("\\") || mark.group().equals("$") ? "\\" + mark.group() : mark.group()));
    }
}

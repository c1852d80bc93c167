package io.dianzan.operator.result;

import java.util.List;

/** A document as one HTML file that needs nothing else, for screens and for paper. */
final class HtmlPaper implements Paper {
    private static final String STYLE = """
            body{font:15px/1.6 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;width:100%;margin:.5rem 0}th,td{border:1px solid #bbb;padding:.25rem .5rem;text-align:left;
            overflow-wrap:anywhere;vertical-align:top}td{font-variant-numeric:tabular-nums}tr{break-inside:avoid}
            """;

    private final StringBuilder text = new StringBuilder();

    HtmlPaper(String title) {
        text.append("<!doctype html>\n<html lang=\"zh\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(plain(title))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
    }

    @Override
    public void title(String title) {
        element("h1", title);
    }

    @Override
    public void heading(String heading) {
        element("h2", heading);
    }

    @Override
    public void line(String line) {
        element("p", line);
    }

    @Override
    public void table(List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append("<table>\n<thead><tr>");
        columns.forEach(column -> cell("th", column));
        text.append("</tr></thead>\n<tbody>\n");
        for (var row : rows) {
            text.append("<tr>");
            row.forEach(cell -> cell("td", cell));
            text.append("</tr>\n");
        }
        text.append("</tbody>\n</table>\n");
    }

    @Override
    public String text() {
        return text + "</body>\n</html>\n";
    }

    private void element(String name, String words) {
        cell(name, words);
        text.append("\n");
    }

    private void cell(String name, String words) {
        text.append("<")
                .append(name)
                .append(">")
                .append(plain(words))
                .append("</")
                .append(name)
                .append(">");
    }

    private static String plain(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

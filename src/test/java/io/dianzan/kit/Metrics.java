package io.dianzan.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One reading of a server's {@code /metrics}. */
public final class Metrics {
    private static final Pattern SERIES = Pattern.compile("^(\\w+(?:\\{[^}]*})?) (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private final String text;

    private Metrics(String text) {
        this.text = text;
    }

    public static Metrics of(RunningServer server) {
        var request = "GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        return new Metrics(new Wire("127.0.0.1", server.managementPort()).send(request));
    }

    public String text() {
        return text;
    }

    /** The value of a series, named as {@code name{label="value"}}. */
    public double value(String series) {
        var found = SERIES.matcher(text);
        while (found.find()) {
            if (found.group(1).equals(series)) {
                return Double.parseDouble(found.group(2));
            }
        }
        throw new AssertionError("no series " + series + " in\n" + text);
    }

    /** Every series with its labels. */
    public List<String> series() {
        var series = new ArrayList<String>();
        SERIES.matcher(text).results().forEach(found -> series.add(found.group(1)));
        return series;
    }

    public Set<String> labels() {
        var labels = new TreeSet<String>();
        series().forEach(one -> LABEL.matcher(one).results().forEach(found -> labels.add(found.group(1))));
        return labels;
    }
}

package io.dianzan.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last calls. Of their parameters only those are shown that are known to name nobody and open nothing. */
public final class Journal {
    private static final int MOST_ENTRIES = 1_000;
    private static final int LONGEST_VALUE = 100;
    private static final String MASK = "***";
    private static final Set<String> HARMLESS =
            Set.of("appid", "grant_type", "response_type", "scope", "lang", "type", "sig_method", "connect_redirect");

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Clock clock;

    public Journal(Clock clock) {
        this.clock = clock;
    }

    /** {@code status} is 0 where the connection was ended instead of an answer. */
    synchronized void add(Asked asked, String appid, int status, int errcode) {
        if (entries.size() == MOST_ENTRIES) {
            entries.removeFirst();
        }
        var at = clock.instant().toEpochMilli();
        entries.add(new Entry(at, asked.method(), asked.path(), shown(asked), appid, status, errcode));
    }

    /** The oldest first. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    private static Map<String, String> shown(Asked asked) {
        var shown = new LinkedHashMap<String, String>();
        for (var parameter : asked.parameters()) {
            var isHarmless = HARMLESS.contains(parameter.getKey())
                    && parameter.getValue().length() <= LONGEST_VALUE;
            shown.put(parameter.getKey(), isHarmless ? parameter.getValue() : MASK);
        }
        return shown;
    }

    public record Entry(
            @JsonProperty long at,
            @JsonProperty String method,
            @JsonProperty String path,
            @JsonProperty Map<String, String> query,
            @JsonProperty String appid,
            @JsonProperty int status,
            @JsonProperty int errcode) {}
}

package io.dianzan.sandbox.world;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How WeChat behaves where it has been seen to behave in more than one way. {@code explicitOk}: a login says
 * {@code errcode} 0; {@code doubleCallback}: a browser is sent back twice with one code; {@code refusalReturns}: who
 * refuses is sent back with the state alone; {@code visitSeconds}: how long the risk service remembers a visit (1800 or
 * 7200 by what its staff said); {@code pages}: those of the released mini-program, empty for any; {@code addressRanks}:
 * the risk of addresses that begin so.
 */
public record Options(
        @JsonProperty boolean explicitOk,
        @JsonProperty boolean doubleCallback,
        @JsonProperty boolean refusalReturns,
        @JsonProperty int visitSeconds,
        @JsonProperty List<String> pages,
        @JsonProperty Map<String, Integer> addressRanks) {
    public static final Options USUAL = new Options(false, false, false, 0, null, null);

    private static final int TWO_HOURS = 7200;

    public Options {
        visitSeconds = visitSeconds > 0 ? visitSeconds : TWO_HOURS;
        pages = pages == null ? List.of() : List.copyOf(pages);
        addressRanks = addressRanks == null ? Map.of() : Map.copyOf(addressRanks);
    }

    public boolean isReleased(String page) {
        return pages.isEmpty() || pages.contains(page);
    }

    public Duration visitWindow() {
        return Duration.ofSeconds(visitSeconds);
    }

    public int rankOf(String address) {
        return addressRanks.entrySet().stream()
                .filter(entry -> address.startsWith(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .max()
                .orElse(0);
    }
}

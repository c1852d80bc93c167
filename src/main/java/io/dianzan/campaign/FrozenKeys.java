package io.dianzan.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The keys of a campaign's file that ballots depend on: they change before the first one, or not at all. */
public final class FrozenKeys {
    private FrozenKeys() {}

    /** Those of them that two versions have otherwise. */
    public static List<String> changed(Rules before, Rules after) {
        var keys = new ArrayList<String>();
        if (!before.zone().equals(after.zone())) {
            keys.add("zone");
        }
        if (!before.dayStarts().equals(after.dayStarts())) {
            keys.add("dayStarts");
        }
        if (before.sameWork() != after.sameWork()) {
            keys.add("votes.sameWork");
        } else if (before.isWide() != after.isWide()) {
            // the ballots so far have turns, or have none
            keys.add("votes");
        }
        if (!Objects.equals(before.opens(), after.opens())) {
            keys.add("opens");
        }
        return keys;
    }
}

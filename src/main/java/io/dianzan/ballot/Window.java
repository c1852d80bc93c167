package io.dianzan.ballot;

import io.dianzan.campaign.TapLimit;
import java.time.Instant;

/** A fixed window of a limit: the second at which it began, and how long it still lasts. */
record Window(long start, int secondsLeft) {

    static Window of(TapLimit limit, Instant now) {
        var per = limit.per().toSeconds();
        var start = now.getEpochSecond() - Math.floorMod(now.getEpochSecond(), per);
        return new Window(start, (int) (start + per - now.getEpochSecond()));
    }
}

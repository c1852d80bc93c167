package io.dianzan.sandbox.wxa;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dianzan.sandbox.world.WechatError;
import java.time.Duration;
import java.time.Instant;

/** Where a link leads and how long: at most 30 days, whatever is asked for (since 2022). */
record LinkTarget(String path, String query, Expiry expiry) {
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int BY_INTERVAL = 1;

    /** {@code time} in Unix seconds, {@code interval} in days; {@code type} says which of them counts. */
    record Expiry(
            @JsonProperty("expire_type") Integer type,
            @JsonProperty("expire_time") Long time,
            @JsonProperty("expire_interval") Integer interval) {
        Instant ends(Instant now) {
            var latest = now.plus(LONGEST);
            if (time == null && interval == null) {
                return latest;
            }
            var isInterval = type != null && type == BY_INTERVAL;
            if (isInterval ? interval == null : time == null) {
                throw new WechatError(47001, "data format error: expire_type without its value");
            }
            var ends = isInterval ? now.plus(Duration.ofDays(interval)).getEpochSecond() : time;
            if (ends <= now.getEpochSecond() || ends > latest.getEpochSecond()) {
                throw new WechatError(85401, "expire time out of range");
            }
            return Instant.ofEpochSecond(ends);
        }
    }

    /** {@code raw}: the body as it came, for WeChat does not read an escaped {@code &} in a query. */
    Entry entry(String appid, int scene, Pages pages, String raw) {
        var page = path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
        if (!Pages.isPage(page) || !pages.isReleased(page)) {
            throw new WechatError(40165, "invalid weapp pagepath");
        }
        var asked = query == null ? "" : query;
        if (!Pages.isQuery(asked) || raw.contains("\\u0026")) {
            throw new WechatError(40212, "invalid query");
        }
        return new Entry(appid, page, asked, scene);
    }
}

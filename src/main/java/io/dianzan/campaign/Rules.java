package io.dianzan.campaign;

import io.dianzan.config.WechatChannel;
import io.dianzan.http.Language;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * One version of a campaign's file: what a voter may do, and when. {@code opens} and {@code closes} may be null: always
 * open, never closing. {@code onePerson}: votes by several WeChat channels need a unionid. {@code changedBy} and {@code changeReason}: who made this version, and why; may be null.
 */
public record Rules(
        String slug,
        String titleZh,
        String titleEn,
        ZoneId zone,
        LocalTime dayStarts,
        Instant opens,
        Instant closes,
        int perDay,
        SameWork sameWork,
        Quotas quotas,
        List<String> channels,
        TapLimits limits,
        Results results,
        boolean onePerson,
        String changedBy,
        String changeReason) {

    public String title(Language language) {
        return language == Language.EN ? titleEn : titleZh;
    }

    /** Without a key two taps on the same work could not be told from one tap sent twice. */
    public boolean needsKey() {
        return sameWork == SameWork.ALLOWED && perDay > 1;
    }

    /** Whether a voter's past days count: then each of his ballots has its turn in the whole campaign. */
    public boolean isWide() {
        return sameWork == SameWork.ONCE || quotas.any();
    }

    /** Whether a vote needs a unionid: one person may come by several of the WeChat channels that are admitted. */
    public boolean needsUnion() {
        return onePerson && admitsSeveralWechatChannels();
    }

    public boolean admitsSeveralWechatChannels() {
        return channels.stream()
                        .filter(channel -> WechatChannel.of(channel).isPresent())
                        .count()
                > 1;
    }

    public Calendar calendar() {
        return new Calendar(zone, dayStarts);
    }
}

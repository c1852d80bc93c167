package io.dianzan.campaign;

import io.dianzan.config.WechatChannel;
import io.dianzan.http.Language;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One version of a campaign's file: what a voter may do, and when. {@code opens} and {@code closes} may be null: always
 * open, never closing. {@code onePerson}: votes by several WeChat channels need a unionid. {@code fourEyes}: a ruling on
 * more ballots needs a second operator. {@code changedBy} and {@code changeReason}: who made this version, and why; may
 * be null.
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
        int fourEyes,
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

    /** Whether these rules have not opened the campaign yet. */
    boolean isDraftAt(Instant instant) {
        return opens != null && instant.isBefore(opens);
    }

    /** Who made this version, and why; empty unless the file says both. */
    Optional<Change> change() {
        return isBlank(changedBy) || isBlank(changeReason)
                ? Optional.empty()
                : Optional.of(new Change(changedBy, changeReason));
    }

    /** The section of that name. */
    record Change(String by, String reason) {}

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    public Calendar calendar() {
        return new Calendar(zone, dayStarts);
    }
}

package io.dianzan.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** Who the sandbox's users are: stable identifiers made from their names, and how often each logged in this minute. */
final class People {
    /** Older documents of {@code jscode2session}: 100 calls per user and minute. */
    private static final int LOGINS_PER_MINUTE = 100;

    private static final int MOST_USERS = 100_000;
    private static final int SUBJECT_LENGTH = 28;
    private static final int SESSION_KEY_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Boolean> withoutUnion = new Recent<>(MOST_USERS);
    private final Map<String, Rate> userToRate = new Recent<>(MOST_USERS);
    private final Clock clock;

    People(Clock clock) {
        this.clock = clock;
    }

    /** Says whether this user has a unionid from now on. */
    synchronized void link(String user, boolean union) {
        if (union) {
            withoutUnion.remove(user);
        } else {
            withoutUnion.put(user, true);
        }
    }

    synchronized void count(String user) {
        var minute = clock.instant().getEpochSecond() / 60;
        var rate = userToRate.merge(user, new Rate(minute, 1), (old, one) -> old.and(one));
        if (rate.logins() > LOGINS_PER_MINUTE) {
            throw new WechatError(45011, "api minute-quota reach limit, must slower, retry next minute");
        }
    }

    static String openid(String appid, String user) {
        return subject("openid", appid, user);
    }

    /** The same for all apps of the one Open Platform account; null where the user has none. */
    synchronized String unionid(String user) {
        return withoutUnion.containsKey(user) ? null : subject("unionid", "open-platform", user);
    }

    String sessionKey() {
        var bytes = new byte[SESSION_KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String subject(String kind, String owner, String user) {
        try {
            var text = kind + '\n' + owner + '\n' + user;
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "o"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(hash)
                            .substring(0, SUBJECT_LENGTH - 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Rate(long minute, int logins) {
        Rate and(Rate one) {
            return minute == one.minute ? new Rate(minute, logins + 1) : one;
        }
    }
}

package io.dianzan.campaign;

import io.dianzan.config.Settings;
import java.time.Duration;

/** Reads {@code limits} of a campaign's file. */
final class LimitsSection {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** The gate counts an account's taps in single bytes, and a limit must lie below their end. */
    private static final int MOST_COUNTED = 250;

    private static final int MOST = 10_000_000;
    private static final TapLimit ACCOUNT = new TapLimit(20, MINUTE);
    /** Carriers put thousands of phones behind one address, and hundreds of thousands into one network. */
    private static final TapLimit ADDRESS = new TapLimit(6_000, MINUTE);

    private static final TapLimit PREFIX = new TapLimit(100_000, MINUTE);
    /** All of them may come in the opening minute, and each login costs a call to its provider. */
    private static final TapLimit LOGIN = new TapLimit(6_000, MINUTE);

    private LimitsSection() {}

    static TapLimits of(Settings limits) {
        var address = limit(limits.section("address"), ADDRESS, MOST);
        var section = limits.section("prefix");
        // where only an address's limit was raised, that of the network around it must not be in its way
        var prefix = limit(section, address.isMoreThan(PREFIX) ? address : PREFIX, MOST);
        if (address.isMoreThan(prefix)) {
            section.problem("taps", "must let through what one address may send, for that is a part of its network");
        }
        return new TapLimits(
                limit(limits.section("account"), ACCOUNT, MOST_COUNTED),
                address,
                prefix,
                limit(limits.section("login"), LOGIN, MOST));
    }

    private static TapLimit limit(Settings limit, TapLimit otherwise, int most) {
        var per = limit.duration("per", otherwise.per());
        if (per.compareTo(Duration.ofSeconds(1)) < 0 || per.compareTo(Duration.ofDays(1)) > 0) {
            limit.problem("per", "must be between 1s and 1d");
        }
        return new TapLimit(limit.number("taps", otherwise.taps(), 1, most), per);
    }
}

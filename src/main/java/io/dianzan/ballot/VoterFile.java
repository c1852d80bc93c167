package io.dianzan.ballot;

import java.util.List;

/**
 * All that is held on one voter. Times in epoch seconds. {@code linked}: WeChat has told us a unionid. Accounts tell by
 * which provider, and never as whom: that is not held in clear. {@code addresses}: of how many of his votes the hash of
 * an address is held.
 */
public record VoterFile(
        String voter,
        long since,
        boolean linked,
        List<Account> accounts,
        List<Vote> votes,
        List<Ban> bans,
        long addresses,
        List<Link> shares,
        List<Consent> consents) {
    public record Account(String provider, long since) {}

    public record Vote(String campaign, String day, String number, long at) {}

    /** Which version of the privacy text was agreed to. */
    public record Consent(int version, long at) {}

    /** A share link for a work. */
    public record Link(String campaign, String number, String code, long at) {}

    /** {@code until} is null where it has no end. */
    public record Ban(long since, Long until, String reason) {}
}

package io.dianzan.operator.voters;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What an operator may know of one voter: numbers and acts, never who he is. {@code numbers}: all that this person has
 * had; {@code channels}: ways to log in, without subjects; {@code ballots}: of one campaign, the latest first.
 */
public record VoterPast(
        long voter, Instant since, List<Long> numbers, List<Channel> channels, List<Ballot> ballots, List<Ban> bans) {

    public record Channel(String provider, Instant since) {}

    public record Ballot(LocalDate day, Instant at, String number, String title, String state, List<Step> rulings) {}

    /** A ruling on a ballot. */
    public record Step(String state, String operator, String reason, Instant at) {}

    /** {@code until} may be null. */
    public record Ban(Instant since, Instant until, String reason, boolean inForce) {}

    public boolean isBanned() {
        return bans.stream().anyMatch(Ban::inForce);
    }
}

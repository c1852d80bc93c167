package io.dianzan.ballot;

import java.time.LocalDate;
import java.util.List;

/**
 * What a voter has cast on the days that were asked for; {@code turns}: in the whole campaign, counted where a rule looks
 * so far back, else 0.
 */
record Past(List<Ballot> ballots, int turns) {

    List<Ballot> of(LocalDate day) {
        return ballots.stream().filter(ballot -> ballot.day().equals(day)).toList();
    }
}

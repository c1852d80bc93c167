package io.dianzan.kit;

import io.dianzan.http.Cookies;
import io.dianzan.http.OwnSite;
import io.dianzan.login.Revocations;
import io.dianzan.login.Tokens;
import io.dianzan.login.VoterGuard;
import java.time.Duration;
import java.util.List;

/** A guard of a site on which nobody has ended a session yet. */
public final class TestGuard {
    public static final OwnSite SITE = new OwnSite(() -> "https://vote.example", List.of("www.vote.example"));

    private TestGuard() {}

    public static VoterGuard of(Tokens tokens) {
        return new VoterGuard(tokens, new Revocations(null, Duration.ofDays(7)), new Cookies(SITE), SITE);
    }
}

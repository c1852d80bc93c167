package io.dianzan.login;

import java.time.Instant;

/** A good token: what it says, and when it ends. */
record VerifiedToken(VoterToken voter, Instant expires) {}

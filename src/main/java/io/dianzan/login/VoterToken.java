package io.dianzan.login;

/** What a token says: which voter, and of which epoch; ending a voter's sessions begins the next epoch. */
public record VoterToken(long voter, int epoch) {}

package io.dianzan.login;

/** What {@code admit_voter} says: the voter, or that he and {@code other} are one person and must be merged first. */
record Admission(long voter, int epoch, boolean united, Long other) {}

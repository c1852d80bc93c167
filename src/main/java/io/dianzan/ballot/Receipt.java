package io.dianzan.ballot;

/** The answer to a vote: at most 120 bytes. Times in epoch seconds; what is null is not sent. */
public record Receipt(boolean ok, Long votes, int left, Long resets, Boolean repeat, String day) {}

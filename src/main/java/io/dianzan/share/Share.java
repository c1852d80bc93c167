package io.dianzan.share;

/** A share link: one voter's, for one work. */
public record Share(long id, String code, int campaign, int work) {}

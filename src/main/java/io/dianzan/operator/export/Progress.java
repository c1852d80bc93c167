package io.dianzan.operator.export;

/** Told how many rows there are so far, of about how many. */
@FunctionalInterface
public interface Progress {
    void at(long rows, long about);
}

package io.dianzan.catalogue;

import java.util.List;

/** What a list of works was asked for; {@code category} may be null, {@code page} counts from 1. */
public record CatalogueQuery(String category, Words words, Sort sort, int page, int size) {
    /** The order of a list. */
    public enum Sort {
        NUMBER,
        VOTES
    }

    /** The part of {@code found} that is on this page. */
    <T> List<T> slice(List<T> found) {
        long from = Math.min((page - 1L) * size, found.size());
        long to = Math.min(from + size, found.size());
        return found.subList((int) from, (int) to);
    }
}

package io.dianzan.catalogue;

/** A work as an import brings it. */
public record NewWork(
        String number,
        String title,
        String author,
        String category,
        String summary,
        String link,
        String cover,
        String media) {}

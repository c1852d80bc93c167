package io.dianzan.catalogue;

import io.dianzan.http.Query;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/**
 * What a list of works was asked for; {@code category} may be null, {@code page} counts from 1. {@code seed} chooses one
 * of the mixed orders, and is 0 for the others.
 */
public record CatalogueQuery(String category, Words words, Sort sort, int seed, int page, int size) {
    /** Seeds go from 0 to this. */
    public static final int LAST_SEED = 9_999;

    private static final int LAST_PAGE = 1_000_000;
    private static final int LARGEST_PAGE_SIZE = 100;
    private static final List<String> SORTS = List.of("number", "votes", "shuffled");

    /** The order of a list. */
    public enum Sort {
        NUMBER,
        VOTES,
        SHUFFLED;

        /** The word of it in addresses. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the query of a request; {@code sort}, {@code seed} and {@code size} hold where it names none. */
    public static CatalogueQuery of(RoutingContext ctx, Sort sort, int seed, int size) {
        var word = Query.word(ctx, "sort", null, SORTS);
        var order = word == null ? sort : Sort.valueOf(word.toUpperCase(Locale.ROOT));
        return new CatalogueQuery(
                Query.text(ctx, "category", WorkColumn.CATEGORY.most()),
                Words.of(Query.text(ctx, "q", Words.LONGEST_QUERY)),
                order,
                Query.number(ctx, "seed", seed, 0, LAST_SEED),
                Query.number(ctx, "page", 1, 1, LAST_PAGE),
                Query.number(ctx, "size", size, 1, LARGEST_PAGE_SIZE));
    }

    /** The part of {@code found} that is on this page. */
    public <T> List<T> slice(List<T> found) {
        long from = Math.min((page - 1L) * size, found.size());
        long to = Math.min(from + size, found.size());
        return found.subList((int) from, (int) to);
    }

    CatalogueQuery withSeed(int another) {
        return new CatalogueQuery(category, words, sort, another, page, size);
    }
}

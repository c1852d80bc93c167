package io.dianzan.page;

import io.dianzan.catalogue.CatalogueQuery;
import io.dianzan.catalogue.CatalogueQuery.Sort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** The addresses of a campaign's lists, each but one step from the one that is shown. */
record ListAddress(String slug, CatalogueQuery query, String asked) {

    String page(int page) {
        return of(query.category(), query.sort(), page);
    }

    String category(String category) {
        return of(category, query.sort(), 1);
    }

    String sort(Sort sort) {
        return of(query.category(), sort, 1);
    }

    /** What is as usual is not said. */
    private String of(String category, Sort sort, int page) {
        var said = new ArrayList<String>();
        if (asked != null) {
            said.add("q=" + escaped(asked));
        }
        if (category != null) {
            said.add("category=" + escaped(category));
        }
        if (sort != Sort.SHUFFLED) {
            said.add("sort=" + sort.word());
        }
        if (page > 1) {
            said.add("page=" + page);
        }
        return "/c/" + slug + (said.isEmpty() ? "" : "?" + String.join("&", said));
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

package io.dianzan.page;

import io.dianzan.catalogue.CatalogueQuery;
import io.dianzan.catalogue.CatalogueQuery.Sort;
import io.dianzan.catalogue.Standing;
import java.util.ArrayList;
import java.util.List;

/** A page of a campaign's works, and the ways from there to others. What is null is left out. */
public record ListView(
        List<WorkCard> works,
        int total,
        int page,
        int pages,
        String previous,
        String next,
        List<Choice> chips,
        List<Choice> orders,
        String q,
        String category,
        String sort) {

    /** One of several links of which one is where we are. */
    public record Choice(String name, String href, boolean current) {}

    /** {@code asked}: the words of the search as they were typed, or null; {@code render}: see {@link WorkCard#of}. */
    static ListView of(String slug, Standing standing, CatalogueQuery query, String asked, Words words, String render) {
        var found = standing.found(query);
        var pages = Math.max(1, (found.size() + query.size() - 1) / query.size());
        var way = new ListAddress(slug, query, asked);
        return new ListView(
                query.slice(found).stream()
                        .map(work -> WorkCard.of(slug, standing, work, render))
                        .toList(),
                found.size(),
                query.page(),
                pages,
                query.page() > 1 ? way.page(Math.min(query.page() - 1, pages)) : null,
                query.page() < pages ? way.page(query.page() + 1) : null,
                chips(standing, query, way, words),
                orders(standing, query, way, words),
                asked == null ? "" : asked,
                query.category(),
                query.sort() == Sort.SHUFFLED ? null : query.sort().word());
    }

    private static List<Choice> chips(Standing standing, CatalogueQuery query, ListAddress way, Words words) {
        var chips = new ArrayList<Choice>();
        chips.add(new Choice(words.say("list.all"), way.category(null), query.category() == null));
        standing.works()
                .categories()
                .forEach(category -> chips.add(new Choice(
                        category.name(),
                        way.category(category.name()),
                        category.name().equals(query.category()))));
        return chips;
    }

    /** Hidden results have no order by votes. */
    private static List<Choice> orders(Standing standing, CatalogueQuery query, ListAddress way, Words words) {
        var orders = new ArrayList<Choice>();
        for (var sort : List.of(Sort.SHUFFLED, Sort.NUMBER, Sort.VOTES)) {
            if (sort != Sort.VOTES || standing.counts() != null) {
                orders.add(new Choice(words.say("list." + sort.word()), way.sort(sort), sort == query.sort()));
            }
        }
        return orders;
    }
}

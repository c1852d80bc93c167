package io.dianzan.operator.console;

import io.dianzan.page.Words;
import java.util.List;

/**
 * What stands around every page of the console. {@code campaigns}: those to change to; {@code asOf}, {@code zone},
 * {@code who} and {@code script} may be null; {@code here}: the page's own path, escaped for a query; {@code token}: for
 * forms.
 */
public record Frame(
        Words words,
        Title title,
        List<Item> areas,
        List<Item> campaigns,
        String asOf,
        String zone,
        Who who,
        String assets,
        String script,
        String here,
        String token) {
    /** As many as fit into the bar of a narrow phone; the others are under "more". */
    private static final int IN_THE_BAR = 4;

    /** {@code icon} is the name of one, or null; {@code waiting}: how many things wait there for somebody. */
    public record Item(String text, String href, boolean current, String icon, long waiting) {}

    /** {@code role} is the word of it in the reader's language. */
    public record Who(String name, String role) {}

    public List<Item> bar() {
        return areas.size() <= IN_THE_BAR + 1 ? areas : areas.subList(0, IN_THE_BAR);
    }

    public List<Item> more() {
        return areas.size() <= IN_THE_BAR + 1 ? List.of() : areas.subList(IN_THE_BAR, areas.size());
    }

    /** What waits in the areas under "more". */
    public long moreWaiting() {
        return more().stream().mapToLong(Item::waiting).sum();
    }

    /** Of the campaign that is looked at; null on other pages. */
    public String campaign() {
        return campaigns.stream()
                .filter(Item::current)
                .map(Item::text)
                .findFirst()
                .orElse(null);
    }
}

package io.dianzan.catalogue;

import io.dianzan.fault.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The works of one campaign as of one catalogue version; immutable, so that any thread may read it. Works that were
 * withdrawn can be found but are not listed.
 */
public final class Works {
    private final int version;
    private final Map<Integer, Work> idToWork = new HashMap<>();
    private final Map<Integer, SearchText> idToText = new HashMap<>();
    private final Map<String, Work> numberToWork = new HashMap<>();
    private final Map<String, Work> valueToWork = new HashMap<>();
    private final List<Work> listed;
    private final List<Work> withdrawn;
    private final Map<String, List<Work>> categoryToListed;
    private final Shuffle shuffle;
    /** Made when somebody asks, for most people look at all works. */
    private final Map<String, Shuffle> categoryToShuffle = new ConcurrentHashMap<>();

    private final List<Category> categories;
    private final Set<String> pictures;

    /** A category and how many works are listed in it. */
    public record Category(String name, int total) {}

    private Works(int version, Collection<Work> works) {
        this.version = version;
        var ordered = works.stream().sorted(WorkNumber.ORDER).toList();
        ordered.forEach(this::index);
        this.listed = ordered.stream().filter(Work::isListed).toList();
        this.withdrawn = ordered.stream().filter(work -> !work.isListed()).toList();
        this.shuffle = new Shuffle(listed);
        this.categoryToListed = listed.stream().collect(Collectors.groupingBy(Work::category));
        this.categories = categoriesOf(listed);
        this.pictures =
                listed.stream().map(Work::picture).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    public static Works of(int version, Collection<Work> works) {
        return new Works(version, works);
    }

    private void index(Work work) {
        var text = SearchText.of(work);
        idToWork.put(work.id(), work);
        idToText.put(work.id(), text);
        numberToWork.put(work.number(), work);
        if (text.value() != null) {
            valueToWork.putIfAbsent(text.value(), work);
        }
    }

    /** In the order in which they first appear by number, which is the order of the organiser's file. */
    private static List<Category> categoriesOf(List<Work> listed) {
        var nameToTotal = new LinkedHashMap<String, Integer>();
        listed.forEach(work -> nameToTotal.merge(work.category(), 1, Integer::sum));
        return nameToTotal.entrySet().stream()
                .map(entry -> new Category(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The catalogue version that these works are of. */
    public int version() {
        return version;
    }

    /** The numbers of all works, in their order; the caller's own. */
    Set<String> numbers() {
        return numberToWork.values().stream()
                .sorted(WorkNumber.ORDER)
                .map(Work::number)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** By the number of a path: the text as imported, or else the number of the same value. */
    public Optional<Work> find(String number) {
        var exact = numberToWork.get(number);
        if (exact != null || number.length() > WorkNumber.LONGEST) {
            return Optional.ofNullable(exact);
        }
        return Optional.ofNullable(WorkNumber.valueOf(number)).map(valueToWork::get);
    }

    /** Like {@link #find}; refuses as {@code work-unknown}. A withdrawn work is found: its ballots still answer. */
    public Work require(String number) {
        return find(number).orElseThrow(Refusal.WORK_UNKNOWN::refused);
    }

    public Optional<Work> byId(int id) {
        return Optional.ofNullable(idToWork.get(id));
    }

    /** Whether a listed work has the picture of this hash. */
    boolean show(String picture) {
        return pictures.contains(picture);
    }

    /** All listed works by number. */
    public List<Work> listed() {
        return listed;
    }

    /** The withdrawn works by number. */
    public List<Work> withdrawn() {
        return withdrawn;
    }

    /** The listed works of a category by number; null means all categories, an unknown one has none. */
    public List<Work> listed(String category) {
        return category == null ? listed : categoryToListed.getOrDefault(category, List.of());
    }

    /** The mixed orders of the listed works of a category; null means all categories. */
    Shuffle shuffle(String category) {
        if (category == null) {
            return shuffle;
        }
        // names that nobody knows have no end: they are not kept
        return categoryToListed.containsKey(category)
                ? categoryToShuffle.computeIfAbsent(category, name -> new Shuffle(listed(name)))
                : Shuffle.OF_NONE;
    }

    public List<Category> categories() {
        return categories;
    }

    /** Those of {@code candidates} that match all words, in their order; a work that is named by its number comes first. */
    public List<Work> search(Words words, List<Work> candidates) {
        var found = new ArrayList<Work>();
        for (var work : candidates) {
            var text = idToText.get(work.id());
            if (text.matches(words)) {
                found.add(isNamed(text, words) ? 0 : found.size(), work);
            }
        }
        return found;
    }

    private static boolean isNamed(SearchText text, Words words) {
        return words.all().size() == 1 && text.isNumberedBy(words.all().get(0));
    }
}

package io.dianzan.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * One section of a settings file, read by key with the type that is expected there. Whatever is wrong goes to the
 * {@link Problems} with its line, and reading goes on with the default; {@link #done()} reports the keys that nobody
 * asked for. Scalars are taken as they are written: {@code 05:00} is text and never sixty times five.
 */
public final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final SettingsFile file;
    private final String path;
    private final Map<String, Node> keyToNode;
    private final int line;
    private final Set<String> known = new LinkedHashSet<>();
    private final List<Settings> children = new ArrayList<>();

    Settings(SettingsFile file, String path, Map<String, Node> keyToNode, int line) {
        this.file = file;
        this.path = path;
        this.keyToNode = keyToNode;
        this.line = line;
    }

    /** Text that must be there. */
    public String text(String key) {
        var value = text(key, null);
        if (value == null) {
            problem(key, "is required");
            return "";
        }
        return value;
    }

    public String text(String key, String otherwise) {
        var value = scalar(key);
        return value == null ? otherwise : value;
    }

    public int number(String key, int otherwise, int least, int most) {
        return read(key, otherwise, "a whole number from " + least + " to " + most, text -> {
            var number = Integer.parseInt(text);
            return number < least || number > most ? null : number;
        });
    }

    public boolean flag(String key, boolean otherwise) {
        return read(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /** A time span such as {@code 500ms}, {@code 10s}, {@code 1m}, {@code 2h} or {@code 7d}. */
    public Duration duration(String key, Duration otherwise) {
        return read(key, otherwise, "a time span such as 500ms, 10s, 1m, 2h or 7d", Settings::durationOf);
    }

    /** One of the given words. */
    public String word(String key, String otherwise, List<String> words) {
        return read(key, otherwise, "one of " + String.join(", ", words), text -> words.contains(text) ? text : null);
    }

    /** A value of any type: {@code parse} gives null, or throws, where the text is not {@code expected}. */
    public <T> T read(String key, T otherwise, String expected, Function<String, T> parse) {
        var text = scalar(key);
        if (text == null) {
            return otherwise;
        }
        var value = parsed(key, text, expected, parse);
        return value == null ? otherwise : value;
    }

    /** A list of values of any type, parsed as {@link #read} does; null where the key is absent. */
    public <T> List<T> list(String key, String expected, Function<String, T> parse) {
        var texts = list(key);
        return texts == null
                ? null
                : texts.stream()
                        .map(text -> parsed(key, text, expected, parse))
                        .filter(Objects::nonNull)
                        .toList();
    }

    /** A list of texts; null where the key is absent, so that an empty list can be told from none. */
    public List<String> list(String key) {
        known.add(key);
        var override = file.environment(pathOf(key));
        if (override != null) {
            return override.isBlank() ? List.of() : List.of(override.trim().split("\\s*,\\s*"));
        }
        var node = keyToNode.get(key);
        if (node == null) {
            return null;
        }
        if (!(node instanceof SequenceNode sequence)) {
            problem(key, "expected a list, such as [a, b]");
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problem(key, "expected a list of plain texts");
            }
        }
        return List.copyOf(texts);
    }

    public boolean has(String key) {
        return keyToNode.containsKey(key) || file.environmentHas(pathOf(key));
    }

    /** The section below a key; empty where it is absent. */
    public Settings section(String key) {
        known.add(key);
        var node = keyToNode.get(key);
        if (node != null && !(node instanceof MappingNode) && !isNull(node)) {
            problem(key, "expected a section with keys of its own");
        }
        var child = file.sectionOf(node, pathOf(key));
        children.add(child);
        return child;
    }

    /** All sections below a key, by their names, in the order of the file. */
    public Map<String, Settings> sections(String key) {
        var parent = section(key);
        var named = new LinkedHashMap<String, Settings>();
        parent.keyToNode.keySet().forEach(name -> named.put(name, parent.section(name)));
        return named;
    }

    /** The line on which a key stands; that of its section where it is absent. */
    public int lineOf(String key) {
        var node = keyToNode.get(key);
        return node == null ? line : SettingsFile.lineOf(node);
    }

    /** Records a problem with a key that was read and parsed, but cannot stand with the others. */
    public void problem(String key, String expected) {
        if (file.environment(pathOf(key)) != null) {
            file.problemOfEnvironment(pathOf(key), expected);
        } else {
            file.problem(lineOf(key), pathOf(key), expected);
        }
    }

    /** Reports the keys of this section and those below it that nothing has asked for. */
    public void done() {
        keyToNode.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(key, "unknown key" + Nearest.hint(key, known)));
        children.forEach(Settings::done);
    }

    /** The environment names that this section and those below it listen to. */
    void collectEnvironmentNames(Set<String> names) {
        known.forEach(key -> names.add(SettingsFile.environmentName(pathOf(key))));
        children.forEach(child -> child.collectEnvironmentNames(names));
    }

    private <T> T parsed(String key, String text, String expected, Function<String, T> parse) {
        T value;
        try {
            value = parse.apply(text);
        } catch (RuntimeException e) {
            value = null;
        }
        if (value == null) {
            problem(key, "expected " + expected + ", found \"" + text + "\"");
        }
        return value;
    }

    private String scalar(String key) {
        known.add(key);
        var override = file.environment(pathOf(key));
        if (override != null) {
            return override;
        }
        var node = keyToNode.get(key);
        if (node == null || isNull(node)) {
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        problem(key, "expected a single value");
        return null;
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    static Duration durationOf(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) {
            return null;
        }
        var amount = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}

package io.dianzan.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A YAML file of settings with the environment above it; keeps the line of every node for the messages. */
public final class SettingsFile {
    private static final String PREFIX = "DIANZAN_";

    private final String name;
    private final Map<String, String> environment;
    private final Problems problems;
    private boolean broken;

    private SettingsFile(String name, Map<String, String> environment, Problems problems) {
        this.name = name;
        this.environment = environment;
        this.problems = problems;
    }

    /** Reads a file; one that cannot be read is a problem like any other. */
    public static Settings read(Path path, Map<String, String> environment, Problems problems) {
        try {
            return parse(path.toString(), Files.readString(path, StandardCharsets.UTF_8), environment, problems);
        } catch (IOException e) {
            problems.add(
                    path.toString(),
                    0,
                    "file",
                    "cannot be read as UTF-8 text: " + e.getClass().getSimpleName());
            return parse(path.toString(), "", environment, problems);
        }
    }

    /** Reads settings from text; {@code name} stands in the messages. */
    public static Settings parse(String name, String text, Map<String, String> environment, Problems problems) {
        var file = new SettingsFile(name, environment, problems);
        return file.sectionOf(file.compose(text), "");
    }

    private Node compose(String text) {
        var settings = LoadSettings.builder().setUseMarks(true).setLabel(name).setAllowDuplicateKeys(false);
        try {
            return new Compose(settings.build()).composeString(text).orElse(null);
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problem(line, "yaml", e.getProblem());
            broken = true;
        } catch (YamlEngineException e) {
            problem(0, "yaml", e.getMessage());
            broken = true;
        }
        return null;
    }

    Settings sectionOf(Node node, String path) {
        var keyToNode = new LinkedHashMap<String, Node>();
        if (node instanceof MappingNode mapping) {
            for (var tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    if (keyToNode.put(key.getValue(), tuple.getValueNode()) != null) {
                        problem(
                                lineOf(key),
                                path.isEmpty() ? key.getValue() : path + "." + key.getValue(),
                                "stands twice");
                    }
                }
            }
        } else if (node != null && path.isEmpty()) {
            problem(lineOf(node), "yaml", "expected keys and values");
        }
        return new Settings(this, path, keyToNode, node == null ? 0 : lineOf(node));
    }

    void problemOfEnvironment(String path, String expected) {
        problems.add("environment", 0, environmentName(path), expected);
    }

    void problem(int line, String key, String expected) {
        if (broken) {
            // what is missing after this is only what could not be read
            return;
        }
        problems.add(name, line, key, expected);
    }

    String environment(String path) {
        return environment.get(environmentName(path));
    }

    boolean environmentHas(String path) {
        var exact = environmentName(path);
        return environment.keySet().stream().anyMatch(name -> name.equals(exact) || name.startsWith(exact + "_"));
    }

    /** Reports variables with our prefix that no setting listens to: a typo there would else go unseen. */
    public static void reportUnknownVariables(Settings root, Map<String, String> environment, Problems problems) {
        var names = new TreeSet<String>();
        root.collectEnvironmentNames(names);
        environment.keySet().stream()
                .filter(name -> name.startsWith(PREFIX) && !names.contains(name))
                .forEach(name -> problems.add("environment", 0, name, "unknown variable" + Nearest.hint(name, names)));
    }

    /** {@code http.trustedProxies} is {@code DIANZAN_HTTP_TRUSTEDPROXIES}. */
    static String environmentName(String path) {
        return PREFIX + path.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}

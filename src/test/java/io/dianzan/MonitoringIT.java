package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.TestSite;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What Prometheus and Grafana are told to look at is there to be looked at, by the names that they are told. */
class MonitoringIT {
    private static final Path FOLDER = Path.of("conf/monitoring");
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:dianzan|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern GROUPED = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SAID = Pattern.compile("\\{\\{ ?\\$?(?:labels\\.)?([a-z]+)");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    /** Prometheus hangs these on everything that it reads. */
    private static final Set<String> ITS_OWN = Set.of("job", "instance");
    /** Garbage is collected when it pleases; there may have been no pause yet. */
    private static final Set<String> SOMETIMES = Set.of("jvm_gc_pause_seconds_sum");

    private static final TestSite SITE = new TestSite().campaign("one", "perDay: 1");
    /** Every metric, and the values of each of its labels. */
    private static final Map<String, Map<String, Set<String>>> EXPOSED = new TreeMap<>();

    @BeforeAll
    static void read() {
        var server = SITE.server();
        try (var crowd = new Crowd(1, 1, server)) {
            crowd.phones().get(0).tap("one", "0001");
            Eventually.holds("it has measured itself", () -> Metrics.of(server).series().stream()
                    .anyMatch(series -> series.startsWith("dianzan_loop_lag_seconds_max")));
            for (var series : Metrics.of(server).series()) {
                var name = series.split("\\{")[0];
                var labels = EXPOSED.computeIfAbsent(name, first -> new TreeMap<>());
                LABEL.matcher(series).results().forEach(label -> labels.computeIfAbsent(
                                label.group(1), first -> new TreeSet<>())
                        .add(label.group(2)));
            }
        }
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @Test
    void everyAlertLooksAtWhatIsExposedAndSaysWhatToDo() throws IOException {
        var alerts = alerts();
        assertThat(alerts).hasSizeGreaterThan(15);
        for (var alert : alerts) {
            assertThat(alert.keySet())
                    .as("%s", alert)
                    .contains("alert", "expr", "labels", "annotations")
                    .isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertLooksAtWhatIsExposed((String) alert.get("expr"));
            var annotations = (Map<?, ?>) alert.get("annotations");
            assertThat(annotations.keySet().stream().map(String::valueOf))
                    .containsExactlyInAnyOrder("summary", "action");
            assertSpeaksOfItsLabels(String.valueOf(annotations.get("summary")), (String) alert.get("expr"));
            assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("page", "ticket");
        }
        assertThat(alerts.stream().map(alert -> alert.get("alert"))).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelOfTheDashboardLooksAtWhatIsExposed() throws IOException {
        var panels = new JsonObject(Files.readString(FOLDER.resolve("dianzan-dashboard.json"))).getJsonArray("panels");
        assertThat(panels).hasSizeGreaterThan(15);
        for (var panel : objects(panels)) {
            for (var target : objects(panel.getJsonArray("targets"))) {
                assertLooksAtWhatIsExposed(target.getString("expr"));
                assertSpeaksOfItsLabels(target.getString("legendFormat"), target.getString("expr"));
            }
        }
    }

    @Test
    void whatAnOperatorMustKnowHasAnAlert() throws IOException {
        var expressions = String.join(
                "\n", alerts().stream().map(alert -> (String) alert.get("expr")).toList());
        assertThat(expressions)
                .contains(
                        "up{",
                        "dianzan_part{",
                        "dianzan_clock_off_seconds",
                        "dianzan_clock_trusted",
                        "dianzan_queue_room",
                        "\"outcome-unknown\"",
                        "dianzan_gate_away",
                        "dianzan_provider_open",
                        "dianzan_days_unfenced",
                        "dianzan_rules_files",
                        "dianzan_poll_age_seconds",
                        "part=\"disk\"",
                        "dianzan_store_faults_total",
                        "dianzan_commit_seconds_bucket",
                        "dianzan_operator_logins_total");
    }

    private static void assertLooksAtWhatIsExposed(String expression) {
        assertThat(count(expression, '(')).as(expression).isEqualTo(count(expression, ')'));
        assertThat(count(expression, '{')).as(expression).isEqualTo(count(expression, '}'));
        var looked = METRIC.matcher(expression);
        while (looked.find()) {
            if (SOMETIMES.contains(looked.group(1))) {
                continue;
            }
            assertThat(EXPOSED).as(expression).containsKey(looked.group(1));
            if (looked.group(2) != null) {
                assertMatches(EXPOSED.get(looked.group(1)), looked.group(2), expression);
            }
        }
    }

    /** Each value that is asked for is one of those that are exposed; of a pattern every alternative is. */
    private static void assertMatches(Map<String, Set<String>> labels, String matchers, String expression) {
        var asked = MATCHER.matcher(matchers);
        while (asked.find()) {
            if (ITS_OWN.contains(asked.group(1))) {
                continue;
            }
            assertThat(labels).as(expression).containsKey(asked.group(1));
            // how logins may end is told when one ends so
            if (!asked.group(1).equals("outcome") || !matchers.contains("provider-down")) {
                assertThat(labels.get(asked.group(1)))
                        .as(expression)
                        .contains(asked.group(3).split("\\|"));
            }
        }
    }

    /** A text may name the labels that are left of what it speaks of. */
    private static void assertSpeaksOfItsLabels(String text, String expression) {
        var said = SAID.matcher(text);
        while (said.find()) {
            var label = said.group(1);
            if (label.equals("value") || ITS_OWN.contains(label)) {
                continue;
            }
            var grouped = GROUPED.matcher(expression);
            if (grouped.find()) {
                assertThat(grouped.group(1)).as(expression).contains(label);
            } else {
                assertThat(METRIC.matcher(expression).results().map(found -> EXPOSED.get(found.group(1))))
                        .as(expression)
                        .allSatisfy(labels -> assertThat(labels).containsKey(label));
            }
        }
    }

    private static List<Map<String, Object>> alerts() throws IOException {
        var alerts = new ArrayList<Map<String, Object>>();
        var file = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(FOLDER.resolve("dianzan.rules.yml")));
        for (var group : (List<?>) file.get("groups")) {
            for (var rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                var alert = new TreeMap<String, Object>();
                ((Map<?, ?>) rule).forEach((key, value) -> alert.put((String) key, value));
                alerts.add(alert);
            }
        }
        return alerts;
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static long count(String text, char letter) {
        return text.chars().filter(c -> c == letter).count();
    }
}

package io.dianzan.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private final Problems problems = new Problems();

    private Settings parse(String text) {
        return SettingsFile.parse("a.yaml", text, Map.of(), problems);
    }

    @Test
    void everyProblemIsReportedWithFileLineKeyAndWhatWasExpected() {
        var settings = parse("http:\n  port: many\n  prot: 1\nmode: fast\n");
        var http = settings.section("http");
        http.number("port", 8080, 0, 65535);
        settings.word("mode", "demo", List.of("demo", "production"));
        settings.done();
        assertThat(problems.found().stream().map(Problem::toString))
                .containsExactlyInAnyOrder(
                        "a.yaml:2: http.port: expected a whole number from 0 to 65535, found \"many\"",
                        "a.yaml:4: mode: expected one of demo, production, found \"fast\"",
                        "a.yaml:3: http.prot: unknown key; did you mean \"port\"?");
    }

    @Test
    void aTimeOfDayIsTextAndNoNumber() {
        assertThat(parse("dayStarts: 05:00").text("dayStarts")).isEqualTo("05:00");
    }

    @Test
    void theEnvironmentStandsAboveTheFile() {
        var environment = Map.of("DIANZAN_HTTP_TRUSTEDPROXIES", "10.0.0.1, 10.0.0.2", "DIANZAN_HTTP_PORT", "0");
        var settings = SettingsFile.parse("a.yaml", "http: {port: 8080}", environment, problems);
        assertThat(settings.section("http").number("port", 1, 0, 65535)).isZero();
        assertThat(settings.section("http").list("trustedProxies")).containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void aVariableThatNothingListensToIsAProblem() {
        var environment = Map.of("DIANZAN_HTTP_PROT", "1");
        var settings = SettingsFile.parse("a.yaml", "", environment, problems);
        settings.section("http").number("port", 1, 0, 65535);
        SettingsFile.reportUnknownVariables(settings, environment, problems);
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().get(0).toString())
                .isEqualTo("environment: DIANZAN_HTTP_PROT: unknown variable; did you mean \"DIANZAN_HTTP_PORT\"?");
    }

    @Test
    void brokenYamlNamesItsLine() {
        parse("a: 1\nb: [1, 2\nc: 3\n");
        assertThat(problems.found()).hasSize(1);
        assertThat(problems.found().get(0).line()).isGreaterThan(1);
    }

    @Test
    void aKeyThatStandsTwiceIsAProblem() {
        parse("a: 1\na: 2\n").text("a");
        assertThat(problems.found()).isNotEmpty();
    }

    @Test
    void timeSpansHaveUnits() {
        var settings = parse("a: 500ms\nb: 7d\nc: 5\n");
        assertThat(settings.duration("a", null)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.duration("b", null)).isEqualTo(Duration.ofDays(7));
        assertThat(settings.duration("c", Duration.ZERO)).isEqualTo(Duration.ZERO);
        assertThat(problems.found()).hasSize(1);
    }

    @Test
    void anEmptyListIsNotAnAbsentOne() {
        var settings = parse("a: []\n");
        assertThat(settings.list("a")).isEmpty();
        assertThat(settings.list("b")).isNull();
    }
}

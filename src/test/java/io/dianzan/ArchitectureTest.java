package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the order of the packages: each imports only what stands below it. */
class ArchitectureTest {
    private static final Path MAIN = Path.of("src/main/java/io/dianzan");
    private static final Pattern OURS = Pattern.compile("(?m)^import (?:static )?io\\.dianzan\\.([a-z]+)\\.");

    /** From the top down. */
    private static final List<String> ORDER = List.of(
            "operator",
            "integrity",
            "share",
            "page",
            "tally",
            "ballot",
            "catalogue",
            "campaign",
            "login",
            "sandbox",
            "http",
            "store",
            "config",
            "fault");

    @Test
    void everyPackageHasItsPlace() throws IOException {
        try (var folders = Files.list(MAIN)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString()))
                    .isSubsetOf(ORDER);
        }
    }

    @Test
    void aPackageImportsOnlyWhatStandsBelowIt() throws IOException {
        assertThat(upwardImports()).isEmpty();
    }

    @Test
    void whatIsPureKnowsNoInputOrOutput() throws IOException {
        for (var pure : List.of(
                "campaign/Rules",
                "campaign/Results",
                "campaign/Calendar",
                "campaign/LifeCycle",
                "campaign/Campaign",
                "ballot/Stops",
                "tally/Publication",
                "tally/Published",
                "tally/Figures")) {
            assertThat(Files.readString(MAIN.resolve(pure + ".java"))).doesNotContain("import io.vertx");
        }
    }

    private static List<String> upwardImports() throws IOException {
        var wrong = new ArrayList<String>();
        try (var files = Files.walk(MAIN)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var name = MAIN.relativize(file);
                if (name.getNameCount() == 1) {
                    continue;
                }
                var own = ORDER.indexOf(name.getName(0).toString());
                var imports = OURS.matcher(Files.readString(file));
                while (imports.find()) {
                    var other = ORDER.indexOf(imports.group(1));
                    if (other < own) {
                        wrong.add(name + " imports " + imports.group(1));
                    }
                }
            }
        }
        return wrong;
    }
}

package io.dianzan.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reports a class as skipped, by its name, where Node or what its tests need is not there; scripts/test sees to both. */
public final class NeedsNode implements ExecutionCondition {
    private static final Path INSTALLED = Path.of("src/test/miniprogram/node_modules/miniprogram-simulate");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var name = context.getDisplayName();
        if (!runs("node") || !runs("npm")) {
            return skipped(name + ": there is no Node 18 or newer with npm on the PATH");
        }
        return Files.isDirectory(INSTALLED)
                ? ConditionEvaluationResult.enabled("Node is there")
                : skipped(name + ": npm ci has not run in src/test/miniprogram");
    }

    /** Said aloud too, for Surefire counts what is skipped and keeps the reason to itself. */
    private static ConditionEvaluationResult skipped(String reason) {
        System.out.println("Skipped: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean runs(String program) {
        try {
            var asked = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            var version = new String(asked.getInputStream().readAllBytes()).strip();
            var major = version.replaceFirst("^v?(\\d+)\\..*$", "$1");
            return asked.waitFor(10, TimeUnit.SECONDS)
                    && asked.exitValue() == 0
                    && (!program.equals("node") || Integer.parseInt(major) >= 18);
        } catch (IOException | NumberFormatException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

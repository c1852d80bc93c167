package io.dianzan.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A test class that needs a Chromium, and is skipped by name where the machine has none. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InChromium.Found.class)
public @interface InChromium {

    /** Whether there is one. */
    final class Found implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Chromium.find()
                    .map(file -> ConditionEvaluationResult.enabled("Chromium is " + file))
                    .orElseGet(() -> ConditionEvaluationResult.disabled("no Chromium on the PATH or by "
                            + Chromium.VARIABLE + ": " + context.getDisplayName() + " is skipped"));
        }
    }
}

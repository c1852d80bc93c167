package io.dianzan.operator.figures;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import java.util.ArrayList;
import java.util.List;

/** What a tap may be answered, each with a number, so that counting one is adding to a place in an array. */
final class Outcomes {
    static final int RECORDED = 0;
    static final int REPEAT = 1;
    static final String RECORDED_NAME = "recorded";
    static final String REPEAT_NAME = "repeat";

    private static final int FIRST_REFUSAL = 2;
    private static final int FIRST_SCOPE = FIRST_REFUSAL + Refusal.values().length;
    /** Whose limit it was that a tap was too fast for. */
    private static final List<String> SCOPES = List.of("account", "address", "prefix", "login");

    private static final List<String> NAMES = names();

    private Outcomes() {}

    static int of(Throwable cause) {
        if (!(cause instanceof Refused refused)) {
            return FIRST_REFUSAL + Refusal.INTERNAL.ordinal();
        }
        if (refused.reason() == Refusal.TOO_FAST) {
            var scope = SCOPES.indexOf(String.valueOf(refused.facts().get("scope")));
            if (scope >= 0) {
                return FIRST_SCOPE + scope;
            }
        }
        return FIRST_REFUSAL + refused.reason().ordinal();
    }

    static int count() {
        return NAMES.size();
    }

    static String name(int outcome) {
        return NAMES.get(outcome);
    }

    /** Whether a name is that of a refusal. */
    static boolean isRefusal(String name) {
        return !name.equals(RECORDED_NAME) && !name.equals(REPEAT_NAME);
    }

    private static List<String> names() {
        var names = new ArrayList<>(List.of(RECORDED_NAME, REPEAT_NAME));
        for (var reason : Refusal.values()) {
            names.add(reason.code());
        }
        SCOPES.forEach(scope -> names.add(Refusal.TOO_FAST.code() + "/" + scope));
        return List.copyOf(names);
    }
}

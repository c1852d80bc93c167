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
    /** Whose limit it was that a tap was too fast for, and which quota was spent; the day's goes without saying. */
    private static final List<String> SCOPED = List.of(
            "too-fast/account",
            "too-fast/address",
            "too-fast/prefix",
            "too-fast/login",
            "quota-spent/category",
            "quota-spent/campaign");

    private static final List<String> NAMES = names();

    private Outcomes() {}

    static int of(Throwable cause) {
        if (!(cause instanceof Refused refused)) {
            return FIRST_REFUSAL + Refusal.INTERNAL.ordinal();
        }
        var scope = refused.facts().get("scope");
        var scoped = scope == null ? -1 : SCOPED.indexOf(refused.reason().code() + "/" + scope);
        if (scoped >= 0) {
            return FIRST_SCOPE + scoped;
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
        names.addAll(SCOPED);
        return List.copyOf(names);
    }
}

package io.dianzan.catalogue;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers that are taken, and where. A spreadsheet that drops leading zeros turns 0017 into 17; taken for a new work it
 * would stand beside the old one and split its votes, so numbers of the same value count as one.
 */
final class WorkNumbers {
    private final Map<String, String> formToPlace = new HashMap<>();
    private final Map<String, String> formToNumber = new HashMap<>();

    /** Takes a number for a place such as "in line 4"; returns what is wrong with that, or null. */
    String take(String number, String place) {
        var problem = clashOf(number);
        formToPlace.putIfAbsent(formOf(number), place);
        formToNumber.putIfAbsent(formOf(number), number);
        return problem;
    }

    /** What is wrong with taking a number; null where nothing is. */
    String clashOf(String number) {
        var form = formOf(number);
        var other = formToNumber.get(form);
        if (other == null) {
            return null;
        }
        return other.equals(number)
                ? number + " stands already " + formToPlace.get(form)
                : number + " stands already " + formToPlace.get(form) + ", as " + other;
    }

    private static String formOf(String number) {
        var value = WorkNumber.valueOf(number);
        return value == null ? Folding.fold(number) : value;
    }
}

package io.dianzan.operator.acts;

import io.dianzan.page.Words;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a form asks for each act; pure. */
public final class ActForm {
    private static final List<String> SELECTION =
            List.of("voter", "work", "day", "since", "before", "share", "address", "prefix");

    private ActForm() {}

    /** {@code type} is that of the input. */
    public record Field(String name, String label, String type, String value, boolean required) {}

    static List<String> namesOf(Act act) {
        return switch (act) {
            case PAUSE -> List.of("text");
            case RESUME, CLOSE, MAKE_FINAL -> List.of();
            case EXTEND -> List.of("to");
            case WITHDRAW, PUT_BACK -> List.of("work");
            case BAN -> List.of("voter", "until");
            case UNBAN -> List.of("voter");
            case HOLD, VOID, RELEASE -> SELECTION;
            case CONFIRM, TAKE_BACK -> List.of("proposal");
        };
    }

    /** The order that a form or an address says; {@code value} gives what it says of a name, or null. */
    static Order order(Act act, String slug, UnaryOperator<String> value) {
        var order = Order.of(act, slug);
        for (var name : namesOf(act)) {
            var said = value.apply(name);
            if (said != null && !said.isBlank()) {
                order = order.with(name, said);
            }
        }
        var seen = value.apply(Order.SEEN);
        return seen == null || namesOf(act) != SELECTION ? order : order.with(Order.SEEN, seen);
    }

    /** Whether enough is said to look what would happen. */
    static boolean isComplete(Order order) {
        var names = namesOf(order.act());
        return names == SELECTION
                ? names.stream().anyMatch(name -> order.text(name) != null)
                : names.stream().allMatch(name -> isOptional(order.act(), name) || order.text(name) != null);
    }

    static List<Field> fields(Order order, Words words) {
        return namesOf(order.act()).stream()
                .map(name -> new Field(
                        name,
                        words.say("actForm." + name),
                        typeOf(name),
                        order.text(name),
                        !isOptional(order.act(), name)))
                .toList();
    }

    private static boolean isOptional(Act act, String name) {
        return name.equals("text") || name.equals("until") || namesOf(act) == SELECTION;
    }

    private static String typeOf(String name) {
        return switch (name) {
            case "to", "until", "since", "before" -> "datetime-local";
            case "day" -> "date";
            default -> "text";
        };
    }
}

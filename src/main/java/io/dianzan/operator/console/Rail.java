package io.dianzan.operator.console;

import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Right;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The areas that have pages, in the order of an operator's day: a page that is routed stands here by that. */
public final class Rail {
    private static final List<String> ORDER =
            List.of("live", "works", "limits", "voters", "campaign", "waiting", "import", "exports", "audit");

    private static final String FOLDER = "/operator/c/:slug/";

    private final Map<String, Area> nameToArea = new ConcurrentHashMap<>();

    /** Told of every page; those that are no area's first page are left out. */
    public void routed(Right least, String path) {
        var name = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        if (ORDER.contains(name)) {
            nameToArea.put(name, new Area(name, least));
        }
    }

    boolean leads(Operator operator, String name) {
        var area = nameToArea.get(name);
        return area != null && operator.may(area.least());
    }

    List<Area> of(Operator operator) {
        return nameToArea.values().stream()
                .filter(area -> operator.may(area.least()))
                .sorted(Comparator.comparingInt((Area area) -> ORDER.indexOf(area.name())))
                .toList();
    }
}

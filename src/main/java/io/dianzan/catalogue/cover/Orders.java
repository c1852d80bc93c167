package io.dianzan.catalogue.cover;

import io.dianzan.catalogue.Work;
import io.dianzan.catalogue.Works;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The covers of one import: at most one for a work, and what was wrong with the others. */
final class Orders {
    private final Works works;
    private final Map<Work, Order> workToOrder = new LinkedHashMap<>();
    private final List<BadCover> bad = new ArrayList<>();

    Orders(Works works) {
        this.works = works;
    }

    void add(String number, Order.Source source) {
        var work = works.find(number);
        if (work.isEmpty()) {
            refuse(number, "no work has this number");
        } else if (workToOrder.putIfAbsent(work.get(), new Order(work.get(), source)) != null) {
            refuse(number, "work " + work.get().number() + " has another picture here already");
        }
    }

    void refuse(String number, String reason) {
        bad.add(new BadCover(number, reason));
    }

    Works works() {
        return works;
    }

    List<Order> all() {
        return List.copyOf(workToOrder.values());
    }

    List<BadCover> bad() {
        return List.copyOf(bad);
    }
}

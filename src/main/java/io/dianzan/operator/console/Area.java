package io.dianzan.operator.console;

import io.dianzan.operator.staff.Right;

/** One of the console's areas, as the rail names them; {@code least} is what its page asks for. */
record Area(String name, Right least) {
    String path(String slug) {
        return "/operator/c/" + slug + "/" + name;
    }
}

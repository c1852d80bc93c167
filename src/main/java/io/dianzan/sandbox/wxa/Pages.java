package io.dianzan.sandbox.wxa;

import io.dianzan.sandbox.world.Options;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Which pages, scenes and queries a link into a mini-program may name. */
public final class Pages {
    private static final Pattern SCENE = Pattern.compile("[0-9A-Za-z!#$&'()*+,/:;=?@._~-]{1,32}");
    private static final Pattern QUERY = Pattern.compile("[0-9A-Za-z!#$&'()*+,/:;=?@._~%-]{0,1024}");
    private static final Pattern PAGE = Pattern.compile("[0-9A-Za-z/_-]{0,128}");

    private final Supplier<Options> options;

    public Pages(Supplier<Options> options) {
        this.options = options;
    }

    static boolean isScene(String scene) {
        return scene != null && SCENE.matcher(scene).matches();
    }

    static boolean isQuery(String query) {
        return QUERY.matcher(query).matches();
    }

    /** A page as a mini-program names it: no query; empty is the first one. */
    static boolean isPage(String page) {
        return PAGE.matcher(page).matches();
    }

    boolean isReleased(String page) {
        return page.isEmpty() || options.get().isReleased(page);
    }
}

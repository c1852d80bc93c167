package io.dianzan.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The methods that a path knows: RFC 9110 (section 15.5.6) wants them told with a 405, and Vert.x keeps them to itself. */
final class AllowedMethods {
    private static final Pattern PARAMETER = Pattern.compile(":\\w+");

    private AllowedMethods() {}

    static String of(Router router, String path) {
        return router.getRoutes().stream()
                .filter(route -> route.methods() != null && covers(route, path))
                .flatMap(route -> route.methods().stream())
                .map(HttpMethod::name)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** A last slash more or less is the same path, as Vert.x has it. */
    private static boolean covers(Route route, String path) {
        var pattern = PARAMETER.matcher(route.getPath()).replaceAll("[^/]+") + "/?";
        return path.matches(pattern);
    }
}

package io.dianzan.login.wechat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Texts as they may stand in an address (RFC 3986, section 2.1). */
final class Escaped {
    private Escaped() {}

    static String text(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** In the order of the map. */
    static String query(Map<String, String> nameToValue) {
        return nameToValue.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}

package io.dianzan.kit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A request in the making, from a template such as {@code /v1/campaigns/{slug}}; each step changes it. */
public final class Ask {
    private String method;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String path;
    private final Map<String, String> query = new LinkedHashMap<>();
    private String body = "";

    public Ask(String method, String path) {
        this.method = method;
        this.path = path;
        headers.put("Host", "contract.test");
        headers.put("Connection", "close");
    }

    public Ask method(String other) {
        method = other;
        return this;
    }

    /** Fills a place of the path that is still open; the first one to do so wins. */
    public Ask place(String name, String value) {
        path = path.replace("{" + name + "}", encoded(value));
        return this;
    }

    public Ask query(String name, String value) {
        query.put(name, value);
        return this;
    }

    public Ask header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Ask without(String header) {
        headers.remove(header);
        return this;
    }

    public Ask as(Phone phone) {
        return header("Authorization", "Bearer " + phone.token());
    }

    public Ask body(String text) {
        body = text;
        return header("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
    }

    public RawHttp.Answer of(RunningServer server) {
        return of(server.port());
    }

    public RawHttp.Answer of(int port) {
        return RawHttp.send(port, text());
    }

    /** As it goes over the wire. */
    public String text() {
        var text = new StringBuilder(method + " " + path + queried() + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text + "\r\n" + body;
    }

    private String queried() {
        return query.entrySet().stream()
                .map(one -> one.getKey() + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? "" : "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

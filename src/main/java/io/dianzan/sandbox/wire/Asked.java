package io.dianzan.sandbox.wire;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dianzan.sandbox.world.WechatError;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A call as WeChat reads it: a query without repetitions, a body of JSON in UTF-8 whatever it is called. */
public final class Asked {
    /** WeChat takes neither "30" for 30 nor 30.5 for 30. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final RoutingContext ctx;
    private final String path;

    Asked(RoutingContext ctx) {
        this.ctx = ctx;
        this.path = ctx.currentRoute().getPath();
    }

    public String path() {
        return path;
    }

    public String method() {
        return ctx.request().method().name();
    }

    /** Null where it is absent. A parameter that comes twice shows that somebody smuggled one in. */
    public String single(String name) {
        var values = ctx.queryParams().getAll(name);
        if (values.size() > 1) {
            throw new WechatError(40097, "invalid args: " + name + " comes twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** The first of that name, for a look at who calls before anything is judged; null where it is absent. */
    public String first(String name) {
        return ctx.queryParams().get(name);
    }

    public String required(String name, int errcode) {
        var value = single(name);
        if (value == null || value.isEmpty()) {
            throw new WechatError(errcode, name + " missing");
        }
        return value;
    }

    /** The same for all: what the grant is called, or 40002. */
    public void grant(String expected) {
        if (!expected.equals(single("grant_type"))) {
            throw new WechatError(40002, "invalid grant_type");
        }
    }

    /** The query's parameters in their order, as they stand there. */
    public List<Map.Entry<String, String>> parameters() {
        return ctx.queryParams().entries();
    }

    public <T> T body(Class<T> type) {
        var body = bytes();
        if (body.length() == 0) {
            throw new WechatError(44002, "empty post data");
        }
        try {
            var value = MAPPER.readValue(body.getBytes(), type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            throw new WechatError(47001, "data format error");
        }
        throw new WechatError(47001, "data format error");
    }

    /** The body as it came. */
    public String text() {
        return bytes().toString();
    }

    /** A field of the body of a form; empty where it is absent. */
    public String field(String name) {
        var fields = new QueryStringDecoder(text(), false).parameters();
        return fields.getOrDefault(name, List.of("")).get(0);
    }

    /** Null where it is absent. */
    public String cookie(String name) {
        var cookie = ctx.request().getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    public void keep(Cookie cookie) {
        ctx.response().addCookie(cookie);
    }

    /** Whether the browser asks for a page in English rather than in Chinese. */
    public boolean isEnglish() {
        var languages = ctx.request().getHeader("Accept-Language");
        return languages != null && languages.startsWith("en");
    }

    private Buffer bytes() {
        var body = ctx.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }
}

package io.dianzan.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dianzan.fault.Refused;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** The one JSON dialect of the wire: compact, UTF-8, no nulls; records on our side. */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static Buffer encode(Object body) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot encode " + body.getClass(), e);
        }
    }

    /** Reads a request's body; anything that is not such a document is refused as {@code malformed}. */
    public static <T> T decode(Buffer body, Class<T> type) {
        try {
            var value = body == null ? null : MAPPER.readValue(body.getBytes(), type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            throw Refused.malformed("body", "a JSON object in UTF-8");
        }
        throw Refused.malformed("body", "a JSON object in UTF-8");
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.OpenApi.Operation;
import io.dianzan.kit.OpenApi.Response;
import io.dianzan.kit.RawHttp.Answer;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether an answer is what the contract says of it. */
final class Conformity {
    /** What tells a caller how to go on, and therefore must be in the contract wherever it is sent. */
    private static final Set<String> HEADERS =
            Set.of("Retry-After", "ETag", "WWW-Authenticate", "Allow", "Vary", "Location", "Set-Cookie", "X-Token");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Conformity() {}

    /** The answer is one of those that this operation has. */
    static void assertFits(OpenApi contract, Operation operation, Answer answer) {
        var response = contract.responses(operation).stream()
                .filter(one -> one.status().equals(Integer.toString(answer.status())))
                .findFirst();
        assertThat(response).as("%s: %s", operation.id(), answer).isPresent();
        assertFits(contract, response.get(), answer);
    }

    /** Status, type, body and headers are those of this response. */
    static void assertFits(OpenApi contract, Response response, Answer answer) {
        var types = response.node().path("content");
        var type = answer.headers().get("Content-Type");
        if (!response.owner().equals("otherwise")) {
            assertThat(Integer.toString(answer.status())).as("%s", answer).isEqualTo(response.status());
        }
        if (types.isMissingNode()) {
            assertThat(answer.body()).isEmpty();
        } else {
            assertThat(types.has(type)).as("%s: %s", response.name(), type).isTrue();
            var schema = types.path(type).path("schema");
            var body = type.endsWith("json") ? json(answer.body()) : MAPPER.valueToTree(answer.body());
            assertThat(contract.errors(schema, body))
                    .as("%s: %s", response.name(), body)
                    .isEmpty();
            if (schema.has("contentSchema")) {
                var data = json(answer.body().replaceAll("(?s).*\ndata: |\n\n.*", ""));
                assertThat(contract.errors(schema.path("contentSchema"), data))
                        .as("%s: data: %s", response.name(), data)
                        .isEmpty();
            }
            if (type.startsWith("application/problem")) {
                assertThat(body.path("status").asInt()).isEqualTo(answer.status());
            }
        }
        assertHeadersFit(contract, response, answer);
    }

    private static void assertHeadersFit(OpenApi contract, Response response, Answer answer) {
        var headers = contract.headers(response);
        headers.forEach((name, header) -> {
            var value = answer.headers().get(name);
            if (value != null) {
                assertThat(contract.errorsOfText(header.path("schema"), value))
                        .as("%s: %s: %s", response.name(), name, value)
                        .isEmpty();
            } else {
                assertThat(header.path("required").asBoolean())
                        .as("%s lacks %s", response.name(), name)
                        .isFalse();
            }
        });
        for (var name : HEADERS) {
            if (answer.headers().containsKey(name)) {
                assertThat(headers).as(response.name()).containsKey(name);
            }
        }
    }

    /** The same members, for an example that nobody could ever meet misleads; of a refusal also the same words. */
    static void assertAlike(JsonNode example, Answer answer) {
        var body = json(answer.body());
        assertThat(members(body, "")).as("members of %s", body).isEqualTo(members(example, ""));
        if (example.has("status")) {
            for (var word : List.of("code", "field", "expected", "scope")) {
                assertThat(body.path(word)).isEqualTo(example.path(word));
            }
        }
    }

    private static Set<String> members(JsonNode node, String place) {
        var members = new TreeSet<String>();
        node.properties().forEach(one -> {
            var name = place + "/" + one.getKey();
            members.add(name);
            members.addAll(members(one.getValue(), name));
        });
        if (node.isArray()) {
            node.forEach(one -> members.addAll(members(one, place)));
        }
        return members;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.dianzan.kit.Ask;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.OpenApi.Example;
import io.dianzan.kit.OpenApi.Operation;
import io.dianzan.kit.OpenApi.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** Every example of the contract, tried on a running server: what is asked, and what is answered. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractIT {
    private static final OpenApi CONTRACT = OpenApi.read();
    private static ContractSite site;
    private static Asks asks;
    private static Provocations provocations;

    @BeforeAll
    static void start() {
        site = new ContractSite();
        asks = new Asks(CONTRACT, site);
        provocations = new Provocations(CONTRACT, asks, site);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    @Order(1)
    void theContractIsServedAsItIs() throws IOException {
        var answer = site.get("/openapi.yaml");
        try (var file = ContractIT.class.getResourceAsStream("/openapi.yaml")) {
            assertThat(answer.body()).isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(answer.headers()).containsEntry("Content-Type", "application/yaml");
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> everyExampleOfARequestIsAnsweredAsTheContractSays() {
        return CONTRACT.operations().stream().flatMap(operation -> requests(operation).entrySet().stream()
                .map(request -> dynamicTest(
                        request.getKey(),
                        () -> Conformity.assertFits(
                                CONTRACT, operation, request.getValue().of(site.server())))));
    }

    /** One request for each example of a parameter or a body, all else as in the first ones. */
    private static Map<String, Ask> requests(Operation operation) {
        var requests = new LinkedHashMap<String, Ask>();
        for (var parameter : operation.parameters()) {
            for (var example : CONTRACT.examples(parameter)) {
                var name = operation.id() + " with " + parameter.path("name").asText() + " " + example.name();
                requests.put(
                        name, asks.with(operation, parameter, example.value().asText()));
            }
        }
        for (var example : CONTRACT.examples(operation.node().path("requestBody"))) {
            requests.put(
                    operation.id() + " with body " + example.name(),
                    asks.plain(operation).body(example.value().toString()));
        }
        return requests;
    }

    @TestFactory
    @Order(3)
    Stream<DynamicTest> everyExampleOfAnAnswerIsReallyAnswered() {
        return provocations.all().entrySet().stream()
                .map(provoked -> dynamicTest(provoked.getKey(), () -> {
                    var response = response(provoked.getKey());
                    var answer = provoked.getValue().get();
                    Conformity.assertFits(CONTRACT, response, answer);
                    var example = example(response, provoked.getKey());
                    if (example != null && !example.value().isTextual()) {
                        Conformity.assertAlike(example.value(), answer);
                    }
                }));
    }

    @Test
    @Order(1)
    void noExampleOfAnAnswerIsLeftOut() {
        var untried = new TreeSet<String>();
        responses().forEach(response -> {
            var examples = CONTRACT.examples(response.node());
            if (examples.isEmpty()) {
                untried.add(response.name());
            }
            examples.forEach(example -> untried.add(response.name() + " " + example.name()));
        });
        untried.removeAll(provocations.all().keySet());
        untried.removeIf(Provocations::isKnownToHaveNone);
        assertThat(untried).isEmpty();
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> everyLimitOfTheQueryIsThatOfTheServer() {
        return CONTRACT.operations().stream().flatMap(operation -> operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .flatMap(parameter -> atTheLimits(parameter).entrySet().stream()
                        .map(value -> dynamicTest(value.getKey(), () -> {
                            var answer = asks.with(operation, parameter, value.getKey())
                                    .of(site.server());
                            var refused = answer.body()
                                    .contains("\"field\":\""
                                            + parameter.path("name").asText() + "\"");
                            assertThat(refused).as("%s", answer).isEqualTo(!value.getValue());
                        }))));
    }

    /** The last values within the limits (true), and the first ones beyond. */
    private static Map<String, Boolean> atTheLimits(JsonNode parameter) {
        var schema = parameter.path("schema");
        var values = new LinkedHashMap<String, Boolean>();
        if (schema.has("maxLength")) {
            var example = CONTRACT.examples(parameter).get(0).value().asText();
            var most = schema.path("maxLength").asInt();
            values.put(drawnOut(example, most), true);
            values.put(drawnOut(example, most + 1), false);
        }
        if (schema.has("maximum")) {
            values.put(schema.path("minimum").asText(), true);
            values.put(schema.path("maximum").asText(), true);
            values.put(Integer.toString(schema.path("minimum").asInt() - 1), false);
            values.put(Integer.toString(schema.path("maximum").asInt() + 1), false);
        }
        schema.path("enum").forEach(word -> values.put(word.asText(), true));
        return values;
    }

    /** By its last letter. */
    private static String drawnOut(String text, int length) {
        return text + text.substring(text.length() - 1).repeat(length - text.length());
    }

    @Test
    @Order(2)
    void aBodyMayHaveAsManyBytesAsTheContractSays() {
        var login = CONTRACT.operation("login");
        var most = Integer.parseInt(
                login.node().at("/requestBody/description").asText().replaceAll("(?s)At most (\\d+) bytes.*", "$1"));
        assertThat(asks.plain(login).body(" ".repeat(most)).of(site.server()).status())
                .isEqualTo(400);
        assertThat(asks.plain(login)
                        .body(" ".repeat(most + 1))
                        .of(site.server())
                        .status())
                .isEqualTo(413);
    }

    @Test
    @Order(2)
    void whatCanBeGotCanBeAskedForItsHead() {
        for (var operation : CONTRACT.operations()) {
            if (operation.method().equals("GET")) {
                var answer = asks.send(asks.plain(operation).method("HEAD"));
                var got = asks.send(asks.plain(operation));
                assertThat(answer.status()).as(operation.id()).isEqualTo(got.status());
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> aVoterMayComeByCookieAndIsAnsweredTheSame() {
        return voters(operation -> {
            var answer = asks.send(asks.plain(operation)
                    .without("Authorization")
                    .header("Cookie", "vote=" + site.phone().token())
                    .header("Origin", site.origin()));
            Conformity.assertFits(CONTRACT, operation, answer);
            assertThat(answer.status())
                    .isEqualTo(asks.send(asks.plain(operation)).status());
        });
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> aTokenThatEndsSoonIsFollowedByANewOneUnlessTheSessionEnds() {
        return voters(operation -> {
            var ends = CONTRACT.responses(operation).stream()
                    .noneMatch(response -> CONTRACT.headers(response).containsKey("X-Token"));

            var byHeader = asks.send(asks.plain(operation).header("Authorization", "Bearer " + site.endingToken()));
            Conformity.assertFits(CONTRACT, operation, byHeader);
            assertThat(byHeader.headers().containsKey("X-Token")).isEqualTo(!ends);

            var byCookie = asks.send(asks.plain(operation)
                    .without("Authorization")
                    .header("Cookie", "vote=" + site.endingToken())
                    .header("Origin", site.origin()));
            Conformity.assertFits(CONTRACT, operation, byCookie);
            assertThat(byCookie.headers()).containsKey("Set-Cookie");
        });
    }

    private static Stream<DynamicTest> voters(Consumer<Operation> test) {
        return CONTRACT.operations().stream()
                .filter(Operation::secured)
                .map(operation -> dynamicTest(operation.id(), () -> test.accept(operation)));
    }

    private static Response response(String name) {
        return responses()
                .filter(response -> name.equals(response.name()) || name.startsWith(response.name() + " "))
                .findFirst()
                .orElseGet(() -> fail("the contract has no " + name));
    }

    private static Example example(Response response, String name) {
        if (name.equals(response.name())) {
            return null;
        }
        return CONTRACT.examples(response.node()).stream()
                .filter(one -> name.equals(response.name() + " " + one.name()))
                .findFirst()
                .orElseGet(() -> fail("the contract has no " + name));
    }

    private static Stream<Response> responses() {
        return Stream.concat(
                CONTRACT.operations().stream().flatMap(operation -> CONTRACT.responses(operation).stream()),
                CONTRACT.otherResponses().stream());
    }
}

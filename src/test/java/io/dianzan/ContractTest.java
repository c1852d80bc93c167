package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.fault.Refusal;
import io.dianzan.http.Faults;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.OpenApi.Example;
import io.dianzan.kit.OpenApi.Response;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The contract against itself, the router and the refusals: what can be held against it without asking a server. */
class ContractTest {
    private static final Map<String, Refusal> CODES =
            Arrays.stream(Refusal.values()).collect(Collectors.toMap(Refusal::code, Function.identity()));
    /** Where HTTP itself is more exact than the refusal. */
    private static final Map<String, Set<Integer>> MORE_EXACT = Map.of("too-large", Set.of(413, 414, 431));

    private static final OpenApi CONTRACT = OpenApi.read();

    @Test
    void theDocumentIsOneOfOpenApi() {
        assertThat(OpenApi.errorsOfTheDocument()).isEmpty();
        assertThat(OpenApi.yaml().path("openapi").asText()).startsWith("3.1.");
    }

    @Test
    void everyRouteIsAnOperationAndEveryOperationIsARoute() {
        var operations = CONTRACT.operations().stream()
                .map(operation -> operation.method() + " " + operation.path())
                .toList();
        assertThat(operations).containsExactlyInAnyOrderElementsOf(Routes.ofTheInterface());
    }

    @Test
    void everyPlaceOfAPathIsAParameter() {
        for (var operation : CONTRACT.operations()) {
            var places = Stream.of(operation.path().split("[{}]"))
                    .filter(part -> operation.path().contains("{" + part + "}"))
                    .toList();
            var parameters = operation.parameters().stream()
                    .filter(parameter -> parameter.path("in").asText().equals("path"))
                    .map(parameter -> parameter.path("name").asText())
                    .toList();
            assertThat(parameters).as(operation.id()).containsExactlyInAnyOrderElementsOf(places);
        }
    }

    @Test
    void everyParameterAndBodyHasAnExampleAndEachFitsItsSchema() {
        for (var operation : CONTRACT.operations()) {
            for (var parameter : operation.parameters()) {
                var name = operation.id() + " " + parameter.path("name").asText();
                assertFit(name, CONTRACT.examples(parameter));
            }
            if (operation.node().has("requestBody")) {
                assertFit(operation.id(), CONTRACT.examples(operation.node().path("requestBody")));
            }
        }
    }

    @Test
    void everyResponseHasAnExampleAndEachFitsItsSchema() {
        for (var response : responses()) {
            CONTRACT.headers(response)
                    .forEach((name, header) -> assertFit(response.name() + " " + name, CONTRACT.examples(header)));
            if (response.node().has("content")) {
                assertFit(response.name(), CONTRACT.examples(response.node()));
            } else {
                assertThat(response.status()).isIn("303", "304");
            }
        }
    }

    private static void assertFit(String name, List<Example> examples) {
        assertThat(examples).as("examples of %s", name).isNotEmpty();
        for (var example : examples) {
            assertThat(CONTRACT.errors(example.schema(), example.value()))
                    .as("%s, example %s", name, example.name())
                    .isEmpty();
        }
    }

    @Test
    void everyCodeOfAResponseHasAnExampleAndNoOther() {
        for (var response : problems()) {
            assertThat(examples(response)
                            .map(example -> example.value().path("code").asText())
                            .collect(Collectors.toSet()))
                    .as(response.name())
                    .isEqualTo(codes(response));
        }
    }

    @Test
    void everyCodeIsARefusalWithItsStatusAndTitle() {
        for (var response : problems()) {
            examples(response).map(Example::value).forEach(value -> {
                var code = value.path("code").asText();
                assertThat(CODES).as(response.name()).containsKey(code);
                var refusal = CODES.get(code);
                var statuses = MORE_EXACT.getOrDefault(code, Set.of(Faults.statusOf(refusal)));
                assertThat(value.path("status").asInt()).isIn(statuses);
                assertThat(value.path("title").asText()).isEqualTo(refusal.title());
                if (!response.owner().equals("otherwise")) {
                    assertThat(response.status()).isEqualTo(value.path("status").asText());
                }
            });
        }
    }

    @Test
    void theListOfAllCodesIsThatOfTheResponses() {
        var listed = new HashSet<String>();
        OpenApi.yaml()
                .at("/components/schemas/Problem/properties/code/enum")
                .forEach(code -> listed.add(code.asText()));
        var answered = new TreeSet<String>();
        problems().forEach(response -> answered.addAll(codes(response)));
        assertThat(answered).isEqualTo(listed);
    }

    @Test
    void whereALoginIsNeededItsLackIsAnswered() {
        for (var operation : CONTRACT.operations()) {
            assertThat(operation.node().path("responses").has("401"))
                    .as(operation.id())
                    .isEqualTo(operation.secured());
        }
    }

    @Test
    void whatIsForVotersTakesBothTokenAndCookieAndRefusesTheCookieOfAnotherSiteWhereItChangesSomething() {
        for (var operation : CONTRACT.operations()) {
            var schemes = new TreeSet<String>();
            operation.node().path("security").forEach(one -> one.fieldNames().forEachRemaining(schemes::add));
            assertThat(schemes).as(operation.id()).isIn(Set.of(), Set.of("voter", "cookie"));

            var refused = CONTRACT.responses(operation).stream()
                    .anyMatch(response -> codes(response).contains("origin-foreign"));
            var changes = operation.secured() && !operation.method().equals("GET");
            assertThat(refused).as(operation.id()).isEqualTo(changes);
        }
    }

    private static List<Response> responses() {
        return Stream.concat(
                        CONTRACT.operations().stream().flatMap(operation -> CONTRACT.responses(operation).stream()),
                        CONTRACT.otherResponses().stream())
                .toList();
    }

    private static List<Response> problems() {
        return responses().stream()
                .filter(response -> response.node().path("content").has("application/problem+json"))
                .toList();
    }

    private static Stream<Example> examples(Response response) {
        return CONTRACT.examples(response.node()).stream();
    }

    private static Set<String> codes(Response response) {
        var codes = response.node().at("/content/application~1problem+json/schema/properties/code/enum");
        return StreamSupport.stream(codes.spliterator(), false)
                .map(code -> code.asText())
                .collect(Collectors.toSet());
    }
}

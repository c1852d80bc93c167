package io.dianzan.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The contract as a test reads it: its operations, responses and examples, and a judge of documents. Stricter than what
 * is published: a member that no schema names is an error, so that nothing goes over the wire unannounced.
 */
public final class OpenApi {
    private static final String HERE = "https://contract.test/openapi";
    private static final String SCHEMAS = "/components/schemas";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private OpenApi(JsonNode document) {
        var strict = document.deepCopy();
        everyObject(strict, OpenApi::close);
        everyObject(strict, OpenApi::pointToDefinitions);
        this.document = strict;
        var config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config)
                        .schemas(Map.of(HERE, "{\"$defs\":" + strict.at(SCHEMAS) + "}")));
    }

    /** One method of one path, with the parameters of both. */
    public record Operation(String id, String method, String path, List<JsonNode> parameters, JsonNode node) {
        public boolean secured() {
            return !node.path("security").isEmpty();
        }
    }

    /** One response of an operation, or of none where it is a response to what is no operation. */
    public record Response(String owner, String status, JsonNode node) {
        public String name() {
            return owner + " " + status;
        }
    }

    /** An example, and the schema that it must fit. */
    public record Example(String name, JsonNode value, JsonNode schema) {}

    public static OpenApi read() {
        return new OpenApi(yaml());
    }

    /** The document as it is published. */
    public static JsonNode yaml() {
        try (var file = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the specification of OpenAPI 3.1 has against the document. */
    public static List<Error> errorsOfTheDocument() {
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        builder -> builder.schemaIdResolvers(
                                ids -> ids.mapPrefix("https://spec.openapis.org", "classpath:spec.openapis.org")))
                .getSchema(SchemaLocation.of("https://spec.openapis.org/oas/3.1/schema/2022-10-07"))
                .validate(yaml());
    }

    public List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.path("paths").properties().forEach(path -> METHODS.stream()
                .filter(path.getValue()::has)
                .forEach(method -> operations.add(operation(path.getKey(), method, path.getValue()))));
        return operations;
    }

    public Operation operation(String id) {
        return operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Operation operation(String path, String method, JsonNode item) {
        var node = item.path(method);
        var parameters = Stream.of(item.path("parameters"), node.path("parameters"))
                .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
                .map(this::resolved)
                .toList();
        return new Operation(node.path("operationId").asText(), method.toUpperCase(), path, parameters, node);
    }

    public List<Response> responses(Operation operation) {
        return operation.node().path("responses").properties().stream()
                .map(entry -> new Response(operation.id(), entry.getKey(), resolved(entry.getValue())))
                .toList();
    }

    /** The shared responses that no operation has: what is answered to that which is no operation. */
    public List<Response> otherResponses() {
        var paths = document.path("paths").toString();
        return document.path("components").path("responses").properties().stream()
                .filter(entry -> !paths.contains("/components/responses/" + entry.getKey() + "\""))
                .map(entry -> new Response("otherwise", entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The examples of a parameter, a header, or of every content of a body. */
    public List<Example> examples(JsonNode owner) {
        var examples = new ArrayList<Example>();
        Stream.concat(
                        Stream.of(owner),
                        StreamSupport.stream(owner.path("content").spliterator(), false))
                .forEach(part -> {
                    if (part.has("example")) {
                        examples.add(new Example("example", part.path("example"), part.path("schema")));
                    }
                    part.path("examples")
                            .properties()
                            .forEach(one -> examples.add(
                                    new Example(one.getKey(), one.getValue().path("value"), part.path("schema"))));
                });
        return examples;
    }

    public Map<String, JsonNode> headers(Response response) {
        var headers = new LinkedHashMap<String, JsonNode>();
        response.node()
                .path("headers")
                .properties()
                .forEach(one -> headers.put(one.getKey(), resolved(one.getValue())));
        return headers;
    }

    public List<Error> errors(JsonNode schema, JsonNode value) {
        return schemas.getSchema(schema).validate(value);
    }

    /** A value as text, read as what its schema says it is: headers and parameters have no types of their own. */
    public List<Error> errorsOfText(JsonNode schema, String text) {
        var number = schema.path("type").asText().equals("integer") && text.matches("-?[0-9]+");
        return errors(schema, number ? MAPPER.valueToTree(Long.valueOf(text)) : MAPPER.valueToTree(text));
    }

    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static void close(ObjectNode schema) {
        if (schema.path("type").asText().equals("object") && schema.has("properties")) {
            schema.put("additionalProperties", false);
        }
    }

    private static void pointToDefinitions(ObjectNode node) {
        var ref = node.path("$ref").asText();
        if (ref.startsWith("#" + SCHEMAS)) {
            node.put("$ref", HERE + ref.replace(SCHEMAS, "/$defs"));
        }
    }

    private static void everyObject(JsonNode node, Consumer<ObjectNode> act) {
        if (node instanceof ObjectNode object) {
            act.accept(object);
        }
        node.forEach(child -> everyObject(child, act));
    }
}

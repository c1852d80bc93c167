package io.dianzan;

import com.fasterxml.jackson.databind.JsonNode;
import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.OpenApi;
import io.dianzan.kit.RawHttp.Answer;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Requests as the contract's first examples have them, by voters of their own, and what is asked until it fits. */
final class Asks {
    private final OpenApi contract;
    private final ContractSite site;

    Asks(OpenApi contract, ContractSite site) {
        this.contract = contract;
        this.site = site;
    }

    /** A request as the contract's first examples have it, by a voter of its own where one is needed. */
    Ask plain(OpenApi.Operation operation) {
        return filled(open(operation), operation);
    }

    /** The same with another value for one of its parameters. */
    Ask with(OpenApi.Operation operation, JsonNode parameter, String value) {
        var name = parameter.path("name").asText();
        return switch (parameter.path("in").asText()) {
            case "path" -> filled(open(operation).place(name, value), operation);
            case "query" -> plain(operation).query(name, value);
            default -> plain(operation).header(name, value);
        };
    }

    /** The same in another campaign. */
    Ask of(String id, String slug) {
        var operation = contract.operation(id);
        return filled(open(operation).place("slug", slug), operation);
    }

    /** The same where there is no campaign. */
    Ask of(String id) {
        return plain(contract.operation(id));
    }

    /** The same for another work. */
    Ask of(String id, String slug, String number) {
        return open(contract.operation(id)).place("slug", slug).place("number", number);
    }

    private Ask open(OpenApi.Operation operation) {
        var ask = new Ask(operation.method(), operation.path());
        return operation.secured() ? ask.as(site.phone()) : ask;
    }

    /** Fills what is still open, and must not be, with the contract's first examples. */
    private Ask filled(Ask ask, OpenApi.Operation operation) {
        for (var parameter : operation.parameters()) {
            var name = parameter.path("name").asText();
            var value = contract.examples(parameter).get(0).value().asText();
            switch (parameter.path("in").asText()) {
                case "path" -> ask.place(name, value);
                case "query" -> {
                    if (parameter.path("required").asBoolean()) {
                        ask.query(name, value);
                    }
                }
                default -> {}
            }
        }
        return ask;
    }

    Answer send(Ask ask) {
        return ask.of(site.server());
    }

    static Answer until(Predicate<Answer> fits, Supplier<Answer> way) {
        var last = new AtomicReference<Answer>();
        Eventually.holds("an answer fits", () -> {
            last.set(way.get());
            return fits.test(last.get());
        });
        return last.get();
    }

    static JsonObject json(Answer answer) {
        return new JsonObject(answer.body());
    }
}

package io.dianzan.login.oidc;

import static io.dianzan.kit.Await.await;

import io.jsonwebtoken.security.Jwks;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer that publishes what a test wants and gives the ID tokens that a test has made, however wrong. */
final class StubIssuer {
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/keys";
    static final String TOKEN = "/token";

    private final HttpServer server;
    private final Map<String, AtomicInteger> pathToCalls = new ConcurrentHashMap<>();
    private final Map<String, Handler<HttpServerRequest>> pathToFault = new ConcurrentHashMap<>();
    private final JsonObject metadata = new JsonObject();
    private volatile String keys = "{\"keys\":[]}";
    private volatile String answer = "{}";
    private volatile int status = 200;
    private volatile String form;
    private volatile String authorization;

    StubIssuer(Vertx vertx) {
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
        says("issuer", url())
                .says("authorization_endpoint", url() + "/authorize")
                .says("token_endpoint", url() + TOKEN)
                .says("jwks_uri", url() + KEYS)
                .says("id_token_signing_alg_values_supported", new JsonArray().add("RS256"));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** A member of the metadata; null takes it away. */
    StubIssuer says(String name, Object value) {
        synchronized (metadata) {
            if (value == null) {
                metadata.remove(name);
            } else {
                metadata.put(name, value);
            }
        }
        return this;
    }

    void publishes(String kid, PublicKey key) {
        publishes(new JsonArray().add(jwk(kid, key)).encode());
    }

    /** The array {@code keys} as text. */
    void publishes(String array) {
        keys = "{\"keys\":" + array + "}";
    }

    static JsonObject jwk(String kid, PublicKey key) {
        return new JsonObject(
                new LinkedHashMap<>(Jwks.builder().key(key).id(kid).build()));
    }

    void gives(String idToken) {
        answers(200, "{\"access_token\":\"privateAccess\",\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}");
    }

    void answers(int newStatus, String body) {
        status = newStatus;
        answer = body;
    }

    /** Does this on the path instead; null ends it. */
    void does(String path, Handler<HttpServerRequest> fault) {
        if (fault == null) {
            pathToFault.remove(path);
        } else {
            pathToFault.put(path, fault);
        }
    }

    int calls(String path) {
        return pathToCalls.getOrDefault(path, new AtomicInteger()).get();
    }

    /** What the last exchange brought. */
    String form() {
        return form;
    }

    String authorization() {
        return authorization;
    }

    void close() {
        await(server.close());
    }

    private void answer(HttpServerRequest request) {
        pathToCalls.computeIfAbsent(request.path(), path -> new AtomicInteger()).incrementAndGet();
        var fault = pathToFault.get(request.path());
        if (fault != null) {
            fault.handle(request);
            return;
        }
        switch (request.path()) {
            case DISCOVERY -> request.response().end(document());
            case KEYS -> request.response().end(keys);
            case TOKEN -> exchange(request);
            default -> request.response().setStatusCode(404).end();
        }
    }

    private String document() {
        synchronized (metadata) {
            return metadata.encode();
        }
    }

    private void exchange(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            form = body.toString();
            authorization = request.getHeader("Authorization");
            request.response().setStatusCode(status).end(answer);
        });
    }
}

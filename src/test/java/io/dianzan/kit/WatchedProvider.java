package io.dianzan.kit;

import static io.dianzan.kit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a server and its sandbox, and keeps what the provider told: nobody else may ever see it. */
public final class WatchedProvider {
    private final HttpClient client;
    private final HttpServer server;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile int sandboxPort;
    private volatile String instead;

    public WatchedProvider(Vertx vertx) {
        client = vertx.createHttpClient();
        server = await(vertx.createHttpServer().requestHandler(this::pass).listen(0, "127.0.0.1"));
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public void leadsTo(int port) {
        sandboxPort = port;
    }

    /** Answers so from now on, instead of what the sandbox says; null ends it. */
    public void answersInstead(String body) {
        instead = body;
    }

    /** Openids, unionids and session keys, as they went by. */
    public Set<String> told() {
        return Set.copyOf(told);
    }

    private void pass(HttpServerRequest request) {
        var answer = instead == null ? asked(request.uri()) : Future.succeededFuture(Buffer.buffer(instead));
        answer.onSuccess(body -> request.response().end(body))
                .onFailure(cause -> request.response().setStatusCode(502).end());
    }

    private Future<Buffer> asked(String uri) {
        return client.request(HttpMethod.GET, sandboxPort, "127.0.0.1", uri)
                .compose(request -> request.send().compose(response -> response.body()))
                .onSuccess(this::keep);
    }

    private void keep(Buffer body) {
        var session = new JsonObject(body);
        for (var name : new String[] {"openid", "unionid", "session_key"}) {
            if (session.getString(name) != null) {
                told.add(session.getString(name));
            }
        }
    }
}

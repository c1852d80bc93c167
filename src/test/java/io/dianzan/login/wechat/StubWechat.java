package io.dianzan.login.wechat;

import static io.dianzan.kit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers on loopback as a test says, path by path, and keeps what it was asked. */
final class StubWechat {
    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Function<Asked, Future<String>>> pathToAnswer = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    StubWechat(Vertx vertx) {
        this.vertx = vertx;
        server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
    }

    record Asked(String path, String query, Map<String, String> parameters, String type, String body) {}

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    void on(String path, String body) {
        on(path, asked -> body);
    }

    /** A null body is none: the connection is cut. */
    void on(String path, Function<Asked, String> answer) {
        onLater(path, asked -> Future.succeededFuture(answer.apply(asked)));
    }

    void onLater(String path, Function<Asked, Future<String>> answer) {
        pathToAnswer.put(path, answer);
    }

    /** After so many milliseconds. */
    Future<String> late(long millis, String body) {
        return vertx.timer(millis).map(body);
    }

    List<Asked> asked(String path) {
        return asked.stream().filter(each -> each.path().equals(path)).toList();
    }

    int calls() {
        return asked.size();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            var parameters = new ConcurrentHashMap<String, String>();
            request.params().forEach(parameters::put);
            var call = new Asked(
                    request.path(), request.query(), parameters, request.getHeader("Content-Type"), body.toString());
            asked.add(call);
            pathToAnswer
                    .getOrDefault(request.path(), none -> Future.succeededFuture())
                    .apply(call)
                    .onSuccess(text -> send(request, text));
        });
    }

    private static void send(HttpServerRequest request, String text) {
        if (text == null) {
            request.connection().close();
        } else {
            request.response().putHeader("Content-Type", "text/plain").end(text);
        }
    }
}

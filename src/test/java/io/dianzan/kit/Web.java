package io.dianzan.kit;

import static io.dianzan.kit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;

/** Requests of one line each to a server on loopback. */
public final class Web {
    private final HttpClient client;
    private final int port;

    public Web(Vertx vertx, int port) {
        this.client = vertx.createHttpClient();
        this.port = port;
    }

    public Answer get(String uri) {
        return send(HttpMethod.GET, uri, null, "");
    }

    /** With an {@code Authorization} header, or none where it is null. */
    public Answer get(String uri, String authorization) {
        return send(HttpMethod.GET, uri, authorization, "");
    }

    public Answer post(String uri, String body) {
        return send(HttpMethod.POST, uri, null, body);
    }

    public Answer post(String uri, String body, String authorization) {
        return send(HttpMethod.POST, uri, authorization, body);
    }

    public Answer send(String method, String uri, String authorization, String body) {
        return send(HttpMethod.valueOf(method), uri, authorization, body);
    }

    private Answer send(HttpMethod method, String uri, String authorization, String body) {
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(method)
                .setURI(uri);
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        // One step, for the next one must be in place before the response is: its body waits for nobody.
        return await(client.request(options)
                .compose(request -> request.send(Buffer.buffer(body)).compose(Web::answerOf)));
    }

    private static Future<Answer> answerOf(HttpClientResponse response) {
        return response.body()
                .map(bytes -> new Answer(
                        response.statusCode(),
                        response.getHeader("Content-Type"),
                        response.getHeader("Retry-After"),
                        response.getHeader("WWW-Authenticate"),
                        bytes.toString()));
    }

    public record Answer(int status, String type, String retryAfter, String challenge, String text) {
        public JsonObject json() {
            return new JsonObject(text);
        }

        public String code() {
            return json().getString("code");
        }
    }
}

package io.dianzan.kit;

import static io.dianzan.kit.Await.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Base64;

/** A voter's phone: logs in through the sandbox and taps, on whichever server it is pointed at. */
public final class Phone {
    private final HttpClient client;
    private final String token;
    private final int port;

    private Phone(HttpClient client, String token, int port) {
        this.client = client;
        this.token = token;
        this.port = port;
    }

    /** A client for many phones with so many connections. */
    public static HttpClient connections(Vertx vertx, int count) {
        return vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(2_000),
                new PoolOptions().setHttp1MaxSize(count).setMaxWaitQueueSize(-1));
    }

    /** What came back: the status, 0 where the connection ended first, and the document. */
    public record Answer(int status, JsonObject json, String retryAfter) {
        public String code() {
            return json.getString("code");
        }

        /** A success of either kind. */
        public boolean counted() {
            return status == 200;
        }

        public boolean recorded() {
            return counted() && !json.getBoolean("repeat", false);
        }

        public boolean repeat() {
            return counted() && json.getBoolean("repeat", false);
        }
    }

    public static Phone login(HttpClient client, RunningServer server, String user) {
        return await(loggingIn(client, server, user));
    }

    public static Future<Phone> loggingIn(HttpClient client, RunningServer server, String user) {
        var ask = new JsonObject().put("user", user);
        return send(client, server.sandboxPort(), HttpMethod.POST, "/__sandbox/login-code", null, null, ask)
                .compose(code -> bringing(client, server, "wechat", code.json().getString("code")))
                .map(login -> new Phone(client, login.json().getString("token"), server.port()));
    }

    /** A phone that has this token already. */
    public static Phone with(HttpClient client, String token, RunningServer server) {
        return new Phone(client, token, server.port());
    }

    /** Logs in as a user of an app, with or without a unionid; the answer is the server's, of whatever kind. */
    public static Future<Answer> loggingIn(
            HttpClient client, RunningServer server, String provider, String appid, String user, boolean union) {
        return loggingIn(client, server, provider, appid, user, union, server.sandboxPort());
    }

    /** The same, with a sandbox of the test's own. */
    public static Future<Answer> loggingIn(
            HttpClient client,
            RunningServer server,
            String provider,
            String appid,
            String user,
            boolean union,
            int sandboxPort) {
        var ask = new JsonObject().put("user", user).put("appid", appid).put("union", union);
        return send(client, sandboxPort, HttpMethod.POST, "/__sandbox/login-code", null, null, ask)
                .compose(code -> bringing(client, server, provider, code.json().getString("code")));
    }

    /** Brings a code to a server, agreeing to its privacy text where it has one. */
    public static Future<Answer> bringing(HttpClient client, RunningServer server, String provider, String code) {
        var body = new JsonObject().put("code", code).put("privacy", 1);
        return send(client, server.port(), HttpMethod.POST, "/v1/login/" + provider, null, null, body);
    }

    /** Asks as nobody. */
    public static Future<Answer> getting(HttpClient client, RunningServer server, String path) {
        return send(client, server.port(), HttpMethod.GET, path, null, null, null);
    }

    /** The same voter, tapping elsewhere. */
    public Phone on(int otherPort) {
        return new Phone(client, token, otherPort);
    }

    public Phone on(RunningServer server) {
        return on(server.port());
    }

    /** The voter's number, as the token has it. */
    public long voter() {
        var claims = new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(token.split("\\.")[1])));
        return Long.parseLong(claims.getString("sub"));
    }

    public String token() {
        return token;
    }

    public Answer tap(String campaign, String work) {
        return await(tapping(campaign, work, null, null));
    }

    public Answer tap(String campaign, String work, String key) {
        return await(tapping(campaign, work, key, null));
    }

    public Answer tap(String campaign, String work, String key, String day) {
        return await(tapping(campaign, work, key, day));
    }

    /** A tap under way; it never fails: a lost connection is status 0. */
    public Future<Answer> tapping(String campaign, String work, String key, String day) {
        var path = "/v1/campaigns/" + campaign + "/works/" + work + "/votes" + (day == null ? "" : "?day=" + day);
        return send(client, port, HttpMethod.POST, path, token, key, null)
                .otherwise(lost -> new Answer(0, new JsonObject(), null));
    }

    public Answer me(String campaign) {
        return await(send(client, port, HttpMethod.GET, "/v1/campaigns/" + campaign + "/me", token, null, null));
    }

    /** Whatever this voter asks for beside votes. */
    public Answer send(HttpMethod method, String path) {
        return await(send(client, port, method, path, token, null, null));
    }

    public Answer get(String path) {
        return await(send(client, port, HttpMethod.GET, path, null, null, null));
    }

    private static Future<Answer> send(
            HttpClient client, int port, HttpMethod method, String path, String token, String key, JsonObject body) {
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setMethod(method)
                .setURI(path);
        return client.request(options)
                .compose(request -> exchange(request, token, key, body == null ? Buffer.buffer() : body.toBuffer()));
    }

    private static Future<Answer> exchange(HttpClientRequest request, String token, String key, Buffer body) {
        if (token != null) {
            request.putHeader("Authorization", "Bearer " + token);
        }
        if (key != null) {
            request.putHeader("Idempotency-Key", key);
        }
        return request.send(body).compose(response -> response.body()
                .map(bytes ->
                        new Answer(response.statusCode(), new JsonObject(bytes), response.getHeader("Retry-After"))));
    }
}

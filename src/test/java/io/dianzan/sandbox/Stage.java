package io.dianzan.sandbox;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.TestClock;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A sandbox with apps of every kind, and a client that knows nothing but HTTP. */
final class Stage implements AutoCloseable {
    static final SandboxApp PROGRAM = new SandboxApp("wx1", "s1");
    static final SandboxApp OTHER_PROGRAM = new SandboxApp("wx2", "s2");
    static final SandboxApp PAGE = new SandboxApp("wxpage", "sp", Kind.OFFICIAL_ACCOUNT, "vote.example", true);
    static final SandboxApp DESKTOP = new SandboxApp("wxdesk", "sd", Kind.WEBSITE, "vote.example:8443", true);
    static final SandboxApp UNBOUND = new SandboxApp("wxalone", "sa", Kind.MINI_PROGRAM, "", false);

    final TestClock clock = new TestClock("2024-02-27T00:00:00Z");
    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox =
            await(Sandbox.start(vertx, 0, List.of(PROGRAM, OTHER_PROGRAM, PAGE, DESKTOP, UNBOUND), clock));
    private final HttpClient client = HttpClient.newHttpClient();

    /** What came back, as it came. */
    record Answer(int status, Map<String, List<String>> headers, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        JsonObject json() {
            return new JsonObject(text());
        }

        String header(String name) {
            return headers.containsKey(name) ? headers.get(name).get(0) : null;
        }

        String type() {
            return header("content-type");
        }

        int errcode() {
            return json().getInteger("errcode", 0);
        }
    }

    String url() {
        return sandbox.url();
    }

    int port() {
        return sandbox.port();
    }

    Answer get(String uri, String... headers) {
        return send("GET", uri, "", headers);
    }

    Answer post(String uri, String body, String... headers) {
        return send("POST", uri, body, headers);
    }

    private Answer send(String method, String uri, String body, String... headers) {
        try {
            return sent(method, uri, body, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Answer sent(String method, String uri, String body, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + uri))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    /** A code of the first app's, as {@code wx.login} would give. */
    String codeOf(String user) {
        return code(new JsonObject().put("user", user));
    }

    String codeOf(SandboxApp app, String user) {
        return code(new JsonObject().put("user", user).put("appid", app.appid()));
    }

    String code(JsonObject order) {
        return control("login-code", order).getString("code");
    }

    JsonObject control(String what, JsonObject order) {
        var answer = post("/__sandbox/" + what, order.encode());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    Answer login(SandboxApp app, String code) {
        return get("/sns/jscode2session?appid=" + app.appid() + "&secret=" + app.secret() + "&js_code=" + code
                + "&grant_type=authorization_code");
    }

    /** The openid of a user who has just logged in there. */
    String openidOf(SandboxApp app, String user) {
        return login(app, codeOf(app, user)).json().getString("openid");
    }

    Answer stable(SandboxApp app, boolean force) {
        return post(
                "/cgi-bin/stable_token",
                new JsonObject()
                        .put("grant_type", "client_credential")
                        .put("appid", app.appid())
                        .put("secret", app.secret())
                        .put("force_refresh", force)
                        .encode());
    }

    String tokenOf(SandboxApp app) {
        return stable(app, false).json().getString("access_token");
    }

    Answer oauth(SandboxApp app, String code) {
        return get("/sns/oauth2/access_token?appid=" + app.appid() + "&secret=" + app.secret() + "&code=" + code
                + "&grant_type=authorization_code");
    }

    /** As the API answers every error. */
    static void assertError(Answer answer, int errcode) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getInteger("errcode")).as(answer.text()).isEqualTo(errcode);
        assertThat(answer.json().getString("errmsg")).matches(".+, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}

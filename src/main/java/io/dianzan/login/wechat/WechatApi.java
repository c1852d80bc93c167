package io.dianzan.login.wechat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.login.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to WeChat's servers: bounded in time, bytes and number. WeChat sends JSON as {@code text/plain}, so the bytes
 * are parsed whatever they are called. The address of a call holds the app's secret and the code, and Vert.x names it
 * in its exceptions; therefore no cause leaves this class and none is logged but by its class.
 */
public final class WechatApi {
    public static final String ADDRESS = "https://api.weixin.qq.com";

    private static final Logger LOG = LoggerFactory.getLogger(WechatApi.class);
    private static final int MOST_BYTES = 16 * 1024;
    // At 50 ms a call these serve 640 logins a second; who waits longer than the deadline is told to come back.
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 1000;
    // Shorter than what a server's front keeps, so that a connection is rarely met half closed.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;
    private final String apiUrl;

    /** {@code apiUrl} without a trailing slash; one that is no address fails here, before a secret stands behind it. */
    public WechatApi(Vertx vertx, String apiUrl) {
        this.apiUrl = URI.create(apiUrl).toString();
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    /** Whatever is no JSON document under 200 within the deadline fails as {@code provider-down}. */
    <T> Future<T> get(String path, Map<String, String> query, Class<T> type, Deadline deadline) {
        var left = deadline.leftMillis();
        if (left <= 0) {
            return Future.failedFuture(down(path, "deadline"));
        }
        var options = new RequestOptions()
                .setAbsoluteURI(apiUrl + path + "?" + encoded(query))
                .setConnectTimeout(left);
        return client.request(options)
                .compose(request -> exchange(request, deadline))
                .map(body -> Json.decode(body, type))
                .recover(failure -> Future.failedFuture(down(path, reasonOf(failure))));
    }

    /** Tells the operator, and the caller, who may not know the reason. */
    Refused down(String path, String reason) {
        LOG.warn("{}{} failed: {}", apiUrl, path, reason);
        return Refusal.PROVIDER_DOWN.refused();
    }

    public Future<Void> close() {
        return client.close();
    }

    private static Future<Buffer> exchange(HttpClientRequest request, Deadline deadline) {
        return request.send()
                .compose(WechatApi::bodyOf)
                .timeout(Math.max(1, deadline.leftMillis()), TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private static Future<Buffer> bodyOf(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            response.exceptionHandler(reset -> {}); // we hang up ourselves: no news
            return Future.failedFuture(new NoAnswer("HTTP " + response.statusCode()));
        }
        var body = Buffer.buffer();
        Promise<Buffer> whole = Promise.promise();
        response.handler(chunk -> {
                    if (body.length() + chunk.length() > MOST_BYTES) {
                        whole.tryFail(new NoAnswer("more than " + MOST_BYTES + " bytes"));
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static String encoded(Map<String, String> query) {
        return query.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String reasonOf(Throwable failure) {
        if (failure instanceof NoAnswer noAnswer) {
            return noAnswer.getMessage();
        }
        return failure instanceof Refused ? "no JSON" : failure.getClass().getSimpleName();
    }

    /** An answer that is none; its text is our own. */
    private static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String reason) {
            super(reason, null, false, false);
        }
    }
}

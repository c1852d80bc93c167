package io.dianzan.login.oidc;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.login.Breaker;
import io.dianzan.login.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls to an issuer: bounded in time, bytes and number, and never redirected. Addresses may hold secrets, and Vert.x
 * names them in its exceptions; therefore no cause leaves this class and none is logged but by its class.
 */
final class IssuerCalls {
    static final String LOGIN = "login";
    static final String DISCOVERY = "discovery";
    static final String KEYS = "keys";
    static final String TOKEN = "token";

    private static final Logger LOG = LoggerFactory.getLogger(IssuerCalls.class);
    /** Documents and token answers have some KiB; an access token that lists a person's groups has more. */
    private static final int MOST_BYTES = 64 * 1024;
    // At 50 ms a call these serve 640 logins a second; who waits longer than the deadline is told to come back.
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 1000;
    // Shorter than what a server's front keeps, so that a connection is rarely met half closed.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;
    private final Breaker breaker;

    IssuerCalls(Vertx vertx, Breaker breaker) {
        this.breaker = breaker;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    /** A document: whatever does not come under 200 is none. */
    Future<Buffer> get(String address, Deadline deadline) {
        var options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address);
        return ask(options, Buffer.buffer(), deadline).map(answer -> {
            if (answer.status() != 200) {
                throw new BadAnswer("HTTP " + answer.status());
            }
            return answer.body();
        });
    }

    Future<Answer> post(String address, Form form, String authorization, Deadline deadline) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(address)
                .putHeader("Content-Type", "application/x-www-form-urlencoded");
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        return ask(options, Buffer.buffer(form.text()), deadline);
    }

    /** What any failure means to the caller, who may not know the reason; the operator is told. */
    Refused refused(String what, Throwable failure) {
        if (failure instanceof Refused refused && refused.reason() != Refusal.MALFORMED) {
            return refused;
        }
        LOG.warn("provider {}: {} failed: {}", breaker.provider(), what, reasonOf(failure));
        return Refusal.PROVIDER_DOWN.refused();
    }

    Future<Void> close() {
        return client.close();
    }

    /** Every call goes through here: an answer with a status below 300 or of 4xx, or a failure. */
    private Future<Answer> ask(RequestOptions options, Buffer body, Deadline deadline) {
        var left = deadline.leftMillis();
        if (left <= 0) {
            return Future.failedFuture(new BadAnswer("deadline"));
        }
        options.putHeader("Accept", "application/json").setConnectTimeout(left).setFollowRedirects(false);
        return breaker.call(() -> client.request(options).compose(request -> exchange(request, body, deadline)));
    }

    private static Future<Answer> exchange(HttpClientRequest request, Buffer body, Deadline deadline) {
        return request.send(body)
                .compose(IssuerCalls::answerOf)
                .timeout(Math.max(1, deadline.leftMillis()), TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private static Future<Answer> answerOf(HttpClientResponse response) {
        var status = response.statusCode();
        if (status >= 500 || (status >= 300 && status < 400)) {
            response.exceptionHandler(reset -> {}); // we hang up ourselves: no news
            return Future.failedFuture(new BadAnswer("HTTP " + status));
        }
        var body = Buffer.buffer();
        Promise<Answer> whole = Promise.promise();
        response.handler(chunk -> {
                    if (body.length() + chunk.length() > MOST_BYTES) {
                        whole.tryFail(new BadAnswer("more than " + MOST_BYTES + " bytes"));
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(new Answer(status, body)));
        return whole.future();
    }

    private static String reasonOf(Throwable failure) {
        if (failure instanceof BadAnswer bad) {
            return bad.getMessage();
        }
        if (failure instanceof TimeoutException) {
            return "deadline";
        }
        return failure instanceof Refused ? "no JSON" : failure.getClass().getSimpleName();
    }

    record Answer(int status, Buffer body) {
        @Override
        public String toString() {
            return "***";
        }
    }
}

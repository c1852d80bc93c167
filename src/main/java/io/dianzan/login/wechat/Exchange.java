package io.dianzan.login.wechat;

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
import java.util.concurrent.TimeUnit;

/** Requests and their answers: bounded in time, bytes and number. */
final class Exchange {
    private static final int MOST_BYTES = 16 * 1024;
    // At 50 ms a call these serve 640 logins a second; who waits longer than the deadline is told to come back.
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 1000;
    // Shorter than what a server's front keeps, so that a connection is rarely met half closed.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;

    Exchange(Vertx vertx) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    /** The body of an answer under 200, in time. A null body is none. */
    Future<Buffer> of(RequestOptions options, Buffer body, Deadline deadline) {
        return client.request(options.setConnectTimeout(Math.max(1, deadline.leftMillis())))
                .compose(request -> answer(request, body, deadline));
    }

    Future<Void> close() {
        return client.close();
    }

    private static Future<Buffer> answer(HttpClientRequest request, Buffer body, Deadline deadline) {
        var left = deadline.leftMillis();
        if (left <= 0) {
            // a connection came free too late: nobody waits any more, and a code would be spent for nothing
            request.reset();
            return Future.failedFuture(new NoAnswer("deadline"));
        }
        return (body == null ? request.send() : request.send(body))
                .compose(Exchange::bodyOf)
                .timeout(left, TimeUnit.MILLISECONDS)
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

    /** An answer that is none; its text is our own. */
    static final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoAnswer(String reason) {
            super(reason, null, false, false);
        }
    }
}

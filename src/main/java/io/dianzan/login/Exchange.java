package io.dianzan.login;

import io.dianzan.fault.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;

/**
 * Requests to a provider, and its answers: bounded in time, bytes and number, and never redirected. Addresses may hold
 * secrets, and Vert.x names them in its exceptions: what fails here is told by {@link BadAnswer#reasonOf}, never logged.
 */
public final class Exchange {
    /** Documents and answers have some KiB; an access token that lists a person's groups has more. */
    private static final int MOST_BYTES = 64 * 1024;
    // At 50 ms a call these serve 640 logins a second; who waits longer than the deadline is told to come back.
    private static final int CONNECTIONS = 32;
    private static final int WAITING = 1024;
    private static final int CONNECT_MILLIS = 1000;
    // Shorter than what a server's front keeps, so that a connection is rarely met half closed.
    private static final int KEEP_ALIVE_SECONDS = 15;

    private final HttpClient client;
    private final int mostBytes;

    public Exchange(Vertx vertx) {
        this(vertx, MOST_BYTES);
    }

    /** {@code mostBytes}: longer answers fail. */
    public Exchange(Vertx vertx, int mostBytes) {
        this.mostBytes = mostBytes;
        client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS).setKeepAliveTimeout(KEEP_ALIVE_SECONDS),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    /** What came under a status that is not a redirect (3xx) and not the provider's own fault (5xx). */
    public record Answer(int status, Buffer body) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** Fails with {@link BadAnswer}, or what Vert.x says, where nothing came in time; a null body is none. */
    public Future<Answer> send(RequestOptions options, Buffer body, Deadline deadline) {
        if (deadline.leftMillis() <= 0) {
            return Future.failedFuture(new BadAnswer("deadline"));
        }
        return client.request(options.setConnectTimeout(deadline.leftMillis()).setFollowRedirects(false))
                .compose(request -> answer(request, body, deadline))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ConnectionPoolTooBusyException ? Refusal.BUSY.refused() : failure));
    }

    public Future<Void> close() {
        return client.close();
    }

    private Future<Answer> answer(HttpClientRequest request, Buffer body, Deadline deadline) {
        var left = deadline.leftMillis();
        if (left <= 0) {
            // a connection came free too late: nobody waits any more, and a code would be spent for nothing
            request.reset();
            return Future.failedFuture(new BadAnswer("deadline"));
        }
        return (body == null ? request.send() : request.send(body))
                .compose(this::answerOf)
                .timeout(left, TimeUnit.MILLISECONDS)
                .onFailure(failure -> request.reset());
    }

    private Future<Answer> answerOf(HttpClientResponse response) {
        var status = response.statusCode();
        if (status >= 500 || (status >= 300 && status < 400)) {
            response.exceptionHandler(reset -> {}); // we hang up ourselves: no news
            return Future.failedFuture(new BadAnswer("HTTP " + status));
        }
        var body = Buffer.buffer();
        Promise<Answer> whole = Promise.promise();
        response.handler(chunk -> {
                    if (body.length() + chunk.length() > mostBytes) {
                        whole.tryFail(new BadAnswer("more than " + mostBytes + " bytes"));
                    } else {
                        body.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(whole::tryFail)
                .endHandler(end -> whole.tryComplete(new Answer(status, body)));
        return whole.future();
    }
}

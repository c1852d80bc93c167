package io.dianzan.login.wechat;

import io.dianzan.fault.Refusal;
import io.dianzan.fault.Refused;
import io.dianzan.http.Json;
import io.dianzan.login.BadAnswer;
import io.dianzan.login.Breaker;
import io.dianzan.login.Deadline;
import io.dianzan.login.Exchange;
import io.dianzan.login.Exchange.Answer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One app's calls to WeChat's servers. WeChat sends JSON as {@code text/plain}, so the bytes are parsed whatever they
 * are called. The address of a call holds secrets and codes, and Vert.x names it in its exceptions; therefore no cause
 * leaves this class and none is logged but by its class. Safe on every thread.
 */
public final class WechatApi {
    public static final String ADDRESS = "https://api.weixin.qq.com";

    /** Errcode -1, on its way to the breaker and to the next attempt. */
    private static final BadAnswer BUSY = new BadAnswer("errcode -1");

    /** A picture of a mini-program code has some hundred KiB at most. */
    private static final int MOST_BYTES = 512 * 1024;

    private static final int RETRIES = 2;
    private static final int SHORTEST_PAUSE_MILLIS = 50;
    private static final int LONGEST_PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final String apiUrl;
    private final Breaker breaker;
    private final Exchange exchange;
    private final Complaints complaints;

    /** {@code apiUrl} without a trailing slash; one that is no address fails here, before a secret stands behind it. */
    public WechatApi(Vertx vertx, String apiUrl, Breaker breaker) {
        this.vertx = vertx;
        this.apiUrl = URI.create(apiUrl).toString();
        this.breaker = breaker;
        this.exchange = new Exchange(vertx, MOST_BYTES);
        this.complaints = new Complaints(breaker.provider());
    }

    /**
     * What is no JSON document under 200 within the deadline, or busy for the third time, fails as {@code provider-down};
     * any other errcode is an answer.
     */
    public <T extends WechatAnswer> Future<T> get(
            String path, Map<String, String> query, Class<T> type, Deadline deadline) {
        return call(new Call<>(HttpMethod.GET, path, query, null, body -> Json.decode(body, type), deadline));
    }

    /** The same with a JSON document to send. */
    public <T extends WechatAnswer> Future<T> post(
            String path, Map<String, String> query, Object body, Class<T> type, Deadline deadline) {
        return call(new Call<>(
                HttpMethod.POST, path, query, Json.encode(body), answer -> Json.decode(answer, type), deadline));
    }

    /** The same where a picture is wanted; a document in its place is an answer too. */
    Future<Picture> picture(String path, Map<String, String> query, Object body, Deadline deadline) {
        return call(new Call<>(HttpMethod.POST, path, query, Json.encode(body), Picture::of, deadline));
    }

    /** Why a login ends with this errcode; the operator is told where he is the one who can do something. */
    Refused refused(String path, int errcode) {
        return Errcode.ofLogin(errcode).orElseGet(() -> down(path, errcode));
    }

    /** The same where nobody logs in. */
    public Refused down(String path, int errcode) {
        complaints.about(path, errcode);
        return Errcode.down(errcode);
    }

    /** For an answer that is none: tells the operator, and the caller, who may not know the reason. */
    public Refused down(String path, String reason) {
        complaints.about(path, reason);
        return Refusal.PROVIDER_DOWN.refused();
    }

    public Future<Void> close() {
        return exchange.close();
    }

    /** One call to the breaker, however often it is tried: what heals by itself is no failure. */
    private <T extends WechatAnswer> Future<T> call(Call<T> call) {
        return breaker.call(() -> attempt(call, RETRIES));
    }

    private <T extends WechatAnswer> Future<T> attempt(Call<T> call, int retries) {
        if (call.deadline().leftMillis() <= 0) {
            return Future.failedFuture(down(call.path(), "deadline"));
        }
        return once(call).recover(failure -> {
            if (failure != BUSY) {
                return Future.failedFuture(failure);
            }
            var pause = pauseBefore(retries);
            if (retries == 0 || call.deadline().leftMillis() <= pause) {
                return Future.failedFuture(down(call.path(), Errcode.BUSY));
            }
            return vertx.timer(pause, TimeUnit.MILLISECONDS).compose(over -> attempt(call, retries - 1));
        });
    }

    private <T extends WechatAnswer> Future<T> once(Call<T> call) {
        return exchange.send(optionsOf(call), call.body(), call.deadline())
                .map(answer -> call.reading().apply(bodyOf(answer)))
                .recover(failure -> Future.failedFuture(unanswered(call.path(), failure)))
                .compose(answer ->
                        answer.errcode() == Errcode.BUSY ? Future.failedFuture(BUSY) : Future.succeededFuture(answer));
    }

    private <T> RequestOptions optionsOf(Call<T> call) {
        var options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(apiUrl + call.path() + "?" + Escaped.query(call.query()));
        return call.body() == null ? options : options.putHeader("Content-Type", "application/json");
    }

    /** All its answers come under 200, refusals too. */
    private static Buffer bodyOf(Answer answer) {
        if (answer.status() != 200) {
            throw new BadAnswer("HTTP " + answer.status());
        }
        return answer.body();
    }

    private Refused unanswered(String path, Throwable failure) {
        return failure instanceof Refused refused && refused.reason() == Refusal.BUSY
                ? refused
                : down(path, BadAnswer.reasonOf(failure));
    }

    /** At random, so that those who were turned away together do not come back together; longer the second time. */
    private static long pauseBefore(int retries) {
        return ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS)
                * (RETRIES - retries + 1);
    }

    /** {@code body} is null where there is none. */
    private record Call<T>(
            HttpMethod method,
            String path,
            Map<String, String> query,
            Buffer body,
            Function<Buffer, T> reading,
            Deadline deadline) {
        @Override
        public String toString() {
            return path;
        }
    }
}

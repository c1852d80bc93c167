package io.dianzan.sandbox.wire;

import io.dianzan.sandbox.world.WechatError;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The way of every call through the sandbox: counted, delayed or broken as ordered, answered, noted. */
public final class Switchboard {
    private static final int LONGEST_BODY = 16_384;

    private final Set<String> paths = new TreeSet<>();
    private final Router router;
    private final PlannedFaults faults;
    private final Counters counters;
    private final Journal journal;
    private final Function<Asked, String> caller;

    /** {@code caller}: the appid behind a call, empty where it cannot be told. */
    public Switchboard(
            Router router, PlannedFaults faults, Counters counters, Journal journal, Function<Asked, String> caller) {
        this.router = router;
        this.faults = faults;
        this.counters = counters;
        this.journal = journal;
        this.caller = caller;
    }

    /** All that were connected. */
    public Set<String> paths() {
        return Collections.unmodifiableSet(paths);
    }

    public void get(String path, Call call) {
        paths.add(path);
        router.get(path).handler(answering(call, Answer::error));
        router.post(path).handler(answering(refusing(43001, "require GET method"), Answer::error));
    }

    public void post(String path, Call call) {
        paths.add(path);
        router.post(path).handler(bodies()).handler(answering(call, Answer::error));
        router.get(path).handler(answering(refusing(43002, "require POST method"), Answer::error));
    }

    /** A page and the form on it; a person reads of its errors, so {@code error} makes a page of them too. */
    public void page(String path, Call call, Call form, Function<WechatError, Answer> error) {
        paths.add(path);
        router.get(path).handler(answering(call, error));
        router.post(path).handler(bodies()).handler(answering(form, error));
    }

    /** The wrong method has a number of its own here, and not HTTP's status. */
    private static Call refusing(int errcode, String text) {
        return asked -> Future.failedFuture(new WechatError(errcode, text));
    }

    private static Handler<RoutingContext> bodies() {
        return BodyHandler.create(false).setBodyLimit(LONGEST_BODY);
    }

    private Handler<RoutingContext> answering(Call call, Function<WechatError, Answer> error) {
        return ctx -> {
            var asked = new Asked(ctx);
            var appid = caller.apply(asked);
            counters.count(asked.path(), appid);
            var fault = faults.next(asked.path(), appid);
            after(ctx, fault.delay())
                    .compose(over -> carriedOut(asked, fault, call))
                    .recover(failure -> told(failure, error))
                    .map(fault::on)
                    .onSuccess(answer -> send(ctx, asked, appid, fault, answer))
                    .onFailure(ctx::fail);
        };
    }

    private static Future<?> after(RoutingContext ctx, int delay) {
        return delay == 0 ? Future.succeededFuture() : ctx.vertx().timer(delay, TimeUnit.MILLISECONDS);
    }

    private static Future<Answer> carriedOut(Asked asked, PlannedFault fault, Call call) {
        var instead = fault.instead();
        return instead == null ? call.answer(asked) : Future.succeededFuture(instead);
    }

    private static Future<Answer> told(Throwable failure, Function<WechatError, Answer> error) {
        return failure instanceof WechatError refusal
                ? Future.succeededFuture(error.apply(refusal))
                : Future.failedFuture(failure);
    }

    private void send(RoutingContext ctx, Asked asked, String appid, PlannedFault fault, Answer answer) {
        journal.add(asked, appid, fault.hangsUp() ? 0 : answer.status(), answer.errcode());
        if (ctx.response().closed()) {
            return;
        }
        if (fault.hangsUp()) {
            ctx.request().connection().close();
        } else {
            answer.send(ctx.response(), typeOf(asked.path()));
        }
    }

    /** Under {@code /sns/} WeChat calls its JSON {@code text/plain}. */
    private static String typeOf(String path) {
        return path.startsWith("/sns/") ? "text/plain" : "application/json; encoding=utf-8";
    }
}

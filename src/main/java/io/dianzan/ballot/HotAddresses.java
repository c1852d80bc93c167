package io.dianzan.ballot;

import io.dianzan.store.Incarnation;
import io.dianzan.store.RedisLink;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells other processes, once a second, how much came from the few addresses and networks from which much comes, and hears
 * what came from them elsewhere: one key of Redis for each and its window, by its hash. What was told and not answered is
 * never told again, so that nothing counts twice and nobody is refused below his limit; without Redis each process counts
 * alone. Between two rounds every process may let through what it sees. Belongs to one event loop.
 */
public final class HotAddresses {
    /** Past the end of a window, for what was counted just before it. */
    private static final int SLACK_SECONDS = 10;

    private final RedisLink link;
    private final Incarnation incarnation;
    private final List<TapCounter> counters;
    private boolean open;

    public HotAddresses(RedisLink link, Incarnation incarnation, Limits limits) {
        this.link = link;
        this.incarnation = incarnation;
        this.counters = limits.counters();
    }

    /** One round; never fails. */
    public Future<Void> reconcile() {
        if (!open) {
            open = true;
            link.open();
        }
        if (link.away()) {
            return Future.succeededFuture();
        }
        var hot = counters.stream().flatMap(counter -> counter.hot().stream()).toList();
        if (hot.isEmpty()) {
            return Future.succeededFuture();
        }
        return link.write(commands(hot))
                .onSuccess(answers -> hear(hot, answers))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    public Future<Void> close() {
        return link.close();
    }

    private List<Request> commands(List<TapCounter.Hot> hot) {
        var commands = new ArrayList<Request>(2 * hot.size());
        for (var one : hot) {
            var key = GateKeys.hot(incarnation.name(), one.scope(), one.key());
            commands.add(Request.cmd(Command.INCRBY).arg(key).arg(one.count().tell()));
            commands.add(Request.cmd(Command.EXPIRE).arg(key).arg(one.key().per() + SLACK_SECONDS));
        }
        return commands;
    }

    private static void hear(List<TapCounter.Hot> hot, List<Response> answers) {
        for (int i = 0; i < hot.size(); i++) {
            hot.get(i).count().hear(answers.get(2 * i).toLong());
        }
    }
}

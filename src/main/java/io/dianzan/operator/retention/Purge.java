package io.dianzan.operator.retention;

import io.dianzan.operator.retention.PurgeTable.Named;
import io.dianzan.operator.retention.Purged.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One purge, or a look at what it would do: first the signals, day by day, then the names, voter by voter. */
final class Purge {
    private final SqlConnection connection;
    private final Due due;
    private final String operator;
    private final String reason;
    private final Map<Purged, Long> kindToCount = new LinkedHashMap<>();
    /** Those who were merged: one person, who is counted once, and whose own number is the last of his that comes. */
    private final Set<Long> merged = new TreeSet<>();

    Purge(SqlConnection connection, Due due, String operator, String reason) {
        this.connection = connection;
        this.due = due;
        this.operator = operator;
        this.reason = reason;
    }

    Future<List<Purged>> preview() {
        return eachDay(day -> PurgeTable.countSignals(connection, day)
                        .onSuccess(this::add)
                        .mapEmpty())
                .compose(counted -> eachVoter(this::count))
                .map(counted -> sums());
    }

    Future<List<Purged>> run() {
        return eachDay(this::purge).compose(gone -> eachVoter(this::purge)).map(gone -> sums());
    }

    private Future<Void> eachDay(Function<PurgeTable.Day, Future<Void>> work) {
        return PurgeTable.days(connection, due).compose(days -> {
            var done = Future.<Void>succeededFuture();
            for (var day : days) {
                done = done.compose(before -> work.apply(day));
            }
            return done;
        });
    }

    /** Some at a time, until none is left. */
    private Future<Void> purge(PurgeTable.Day day) {
        return PurgeTable.purgeSignals(connection, day, operator, reason).compose(gone -> {
            add(gone);
            return gone.isEmpty() ? Future.succeededFuture() : purge(day);
        });
    }

    private Future<Void> eachVoter(Function<List<Named>, Future<Void>> work) {
        var done = Promise.<Void>promise();
        next(0, work, done);
        return done.future();
    }

    /** A loop and no chain of futures, which millions of voters would make long. */
    private void next(long after, Function<List<Named>, Future<Void>> work, Promise<Void> done) {
        PurgeTable.named(connection, after, due)
                .compose(some ->
                        work.apply(some.stream().filter(Named::due).toList()).map(some))
                .onComplete(
                        some -> {
                            if (some.isEmpty()) {
                                done.complete();
                            } else {
                                next(some.get(some.size() - 1).voter(), work, done);
                            }
                        },
                        done::fail);
    }

    private Future<Void> count(List<Named> named) {
        for (var one : named) {
            var isNew = one.voter() == one.person() ? !merged.contains(one.person()) : merged.add(one.person());
            if (isNew) {
                add(List.of(new Purged(one.campaign(), Kind.IDENTITIES, 1)));
            }
        }
        return Future.succeededFuture();
    }

    private Future<Void> purge(List<Named> named) {
        var persons = named.stream().map(Named::person).distinct().toArray(Long[]::new);
        return persons.length == 0
                ? Future.succeededFuture()
                : PurgeTable.purgeNames(connection, persons, due, operator, reason)
                        .onSuccess(this::add)
                        .mapEmpty();
    }

    private void add(List<Purged> some) {
        for (var one : some) {
            kindToCount.merge(new Purged(one.campaign(), one.kind(), 0), one.count(), Long::sum);
        }
    }

    private List<Purged> sums() {
        var sums = new ArrayList<Purged>();
        kindToCount.forEach((kind, count) -> sums.add(new Purged(kind.campaign(), kind.kind(), count)));
        sums.sort(Comparator.comparing(Purged::kind)
                .thenComparing(Purged::campaign, Comparator.nullsLast(Comparator.naturalOrder())));
        return sums;
    }
}

package io.dianzan.ballot;

import io.dianzan.fault.Refusal;
import io.dianzan.login.VoterToken;
import io.dianzan.store.PgLink;
import io.dianzan.store.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The reader's lane: voters' own rows. Questions gather while one is out, so that a flood costs one query at a time on
 * one connection. Only the rows of a day whose quota is spent are kept: nothing can be added to them; a campaign's
 * count goes on with the next day, and is never kept. They are dropped whenever the connection ends, for the database behind the next one may be another. Belongs to one event loop.
 */
public final class VoterRows {
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(3).toMillis();
    /** A question takes about as long as a batch of taps; beyond this many the answer would come too late. */
    private static final int QUEUE = 8_192;

    private static final int BATCH = 512;
    private static final int KEPT = 20_000;

    private final Vertx vertx;
    private final PgLink link;
    private final ReaderMeters meters;
    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private final Map<Place, Past> spentDays = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Past> eldest) {
            return size() > KEPT;
        }
    };
    private volatile PreparedQuery<RowSet<Row>> select;
    private boolean asking;

    public VoterRows(Vertx vertx, Postgres postgres, ReaderMeters meters) {
        this.vertx = vertx;
        this.link = new PgLink(vertx, postgres, this::prepare, this::ended);
        this.meters = meters;
    }

    /**
     * Where rows are: one voter's in one campaign, on one day or (where other is not null) two. The token's epoch: a
     * merge of two voters adds rows to a spent day, and raises the epoch of tokens that are made after it. {@code turns}:
     * whether those of the whole campaign are to be counted.
     */
    record Place(int campaign, long voter, int epoch, LocalDate day, LocalDate other, boolean turns) {}

    private record Question(Place place, Promise<Past> answer) {}

    public Future<Void> open() {
        return link.open();
    }

    public Future<Void> close() {
        return link.close();
    }

    /** Whether questions can be asked now; known on every thread. */
    public boolean isConnected() {
        return select != null;
    }

    /** The voter's ballots of the tap's day; those of a spent day may come from memory. */
    Future<Past> today(Tap tap) {
        var place = place(tap, null);
        var known = spentDays.get(place);
        if (known != null && known.ballots().size() >= tap.perDay()) {
            meters.questions().increment();
            meters.hits().increment();
            return Future.succeededFuture(known);
        }
        return ask(place).onSuccess(past -> {
            if (past.ballots().size() >= tap.perDay() && !place.turns()) {
                spentDays.put(place, past);
            }
        });
    }

    /** The voter's ballots of the tap's day and of the other day on which its first try may lie; never from memory. */
    Future<Past> around(Tap tap) {
        var other = tap.askedDay() == null ? tap.day().minusDays(1) : tap.askedDay();
        return ask(place(tap, other.equals(tap.day()) ? null : other));
    }

    private static Place place(Tap tap, LocalDate other) {
        return new Place(
                tap.campaign().id(),
                tap.voter(),
                tap.token().epoch(),
                tap.day(),
                other,
                tap.rules().quotas().perCampaign() > 0);
    }

    /** The voter's ballots of one day as they are now, and {@code turns}: see {@link Place}. */
    Future<Past> of(int campaign, VoterToken voter, LocalDate day, boolean turns) {
        return ask(new Place(campaign, voter.voter(), voter.epoch(), day, null, turns));
    }

    private Future<Past> ask(Place place) {
        meters.questions().increment();
        if (waiting.size() >= QUEUE) {
            return Future.failedFuture(Refusal.BUSY.refused());
        }
        var question = new Question(place, Promise.promise());
        waiting.add(question);
        vertx.setTimer(PATIENCE_MILLIS, late -> question.answer().tryFail(Refusal.BUSY.refused()));
        next();
        return question.answer().future();
    }

    private void next() {
        if (asking || waiting.isEmpty() || link.connection() == null || select == null) {
            return;
        }
        var batch = new LinkedHashMap<Place, List<Question>>();
        while (!waiting.isEmpty() && batch.size() < BATCH) {
            var question = waiting.poll();
            if (!question.answer().future().isComplete()) {
                batch.computeIfAbsent(question.place(), place -> new ArrayList<>(1))
                        .add(question);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        asking = true;
        meters.batches().record(batch.size());
        var query = select.execute(VoterRowsQuery.parameters(batch.keySet()));
        query.timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS).onComplete(result -> {
            asking = false;
            if (result.cause() instanceof TimeoutException) {
                link.drop();
            }
            if (result.succeeded()) {
                var placeToPast = VoterRowsQuery.pasts(List.copyOf(batch.keySet()), result.result());
                batch.forEach((place, questions) ->
                        questions.forEach(question -> question.answer().tryComplete(placeToPast.get(place))));
            } else {
                batch.values()
                        .forEach(questions ->
                                questions.forEach(question -> question.answer().tryFail(Refusal.BUSY.refused())));
            }
            next();
        });
    }

    private Future<Void> prepare(PgConnection connection) {
        return connection.prepare(VoterRowsQuery.SQL).map(statement -> {
            select = statement.query();
            next();
            return null;
        });
    }

    private void ended() {
        select = null;
        spentDays.clear();
    }
}

package io.dianzan.kit;

import io.dianzan.kit.Phone.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Many phones that tap at once, on any of several servers, and try again as a phone does until they are told. */
public final class Crowd implements AutoCloseable {
    private static final int CONNECTIONS = 64;
    private static final long PAUSE_MILLIS = 100;
    private static final int PATIENCE_SECONDS = 120;
    /** How long a phone waits for one answer. */
    private static final int TRY_SECONDS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client;
    private volatile List<Integer> ports;
    private final Random random;
    private final List<Phone> phones;
    private final AtomicInteger keys = new AtomicInteger();
    private final AtomicInteger mostTries = new AtomicInteger();
    private volatile boolean givenUp;
    private volatile boolean oneTry;

    /** {@code seed} decides who taps where and in which order; a test prints it when it fails. */
    public Crowd(int size, long seed, RunningServer... servers) {
        this.random = new Random(seed);
        this.client = Phone.connections(vertx, CONNECTIONS / servers.length);
        servers(servers);
        var logins = new ArrayList<Future<Phone>>();
        for (int i = 0; i < size; i++) {
            logins.add(Phone.loggingIn(client, servers[0], "voter" + i));
        }
        this.phones = Await.await(Future.all(logins)).list();
    }

    /** What a phone wants to do. */
    public record Wish(Phone phone, String work, String key) {}

    /** How many were told what, for messages. */
    public static Map<String, Long> summary(List<Told> told) {
        return told.stream()
                .collect(Collectors.groupingBy(
                        one -> one.answer().status() + " " + one.answer().json().getString("code", "ok"),
                        Collectors.counting()));
    }

    /** What it was told in the end, and after how many tries. */
    public record Told(long voter, String work, String key, Answer answer, int tries) {}

    /** From now on nobody tries again: the first answer stands, or that there was none. */
    public void onlyOneTry() {
        oneTry = true;
    }

    /** The most tries that any phone has made so far. */
    public int mostTries() {
        return mostTries.get();
    }

    public List<Integer> ports() {
        return ports;
    }

    public List<Phone> phones() {
        return phones;
    }

    /** Every voter wants every one of these works, each with a key that no other wish has. */
    public List<Wish> everybodyWants(String... works) {
        var wishes = new ArrayList<Wish>();
        for (var phone : phones) {
            for (var work : works) {
                wishes.add(new Wish(phone, work, "key-" + keys.incrementAndGet()));
            }
        }
        return wishes;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Phones that try again find the servers here from now on. */
    public void servers(RunningServer... servers) {
        ports = Arrays.stream(servers).map(RunningServer::port).toList();
    }

    /** All wishes at once, in any order; {@code day} may be null. */
    public Future<List<Told>> tapping(String campaign, List<Wish> wishes, String day) {
        var shuffled = new ArrayList<>(wishes);
        Collections.shuffle(shuffled, random);
        return Future.all(shuffled.stream()
                        .map(wish -> until(campaign, wish, day, 1))
                        .toList())
                .map(all -> all.list());
    }

    public List<Told> tap(String campaign, List<Wish> wishes, String day) {
        return await(tapping(campaign, wishes, day));
    }

    /** Waits longer than {@link Await}: some of the crowd may have to come back. */
    public static List<Told> await(Future<List<Told>> tapping) {
        try {
            return tapping.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the crowd was not told within " + PATIENCE_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        givenUp = true;
        Await.await(vertx.close());
    }

    private Future<Told> until(String campaign, Wish wish, String day, int tries) {
        var known = ports;
        var port = known.get(random.nextInt(known.size()));
        return wish.phone()
                .on(port)
                .tapping(campaign, wish.work(), wish.key(), day)
                .timeout(TRY_SECONDS, TimeUnit.SECONDS)
                .otherwise(new Answer(0, new JsonObject(), null))
                .compose(answer -> {
                    mostTries.accumulateAndGet(tries, Math::max);
                    if (givenUp || oneTry || isFinal(answer)) {
                        return Future.succeededFuture(
                                new Told(wish.phone().voter(), wish.work(), wish.key(), answer, tries));
                    }
                    var later = Promise.<Void>promise();
                    vertx.setTimer(PAUSE_MILLIS, timer -> later.complete());
                    return later.future().compose(again -> until(campaign, wish, day, tries + 1));
                });
    }

    /** Lost, busy and not known are no answers to a voter. */
    private static boolean isFinal(Answer answer) {
        return answer.status() != 0 && answer.status() != 503;
    }
}

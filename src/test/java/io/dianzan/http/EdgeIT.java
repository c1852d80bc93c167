package io.dianzan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Await;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Strangers;
import io.dianzan.kit.TestSite;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Strangers by the hundred who open, drip, flood and babble, while phones vote on the same server. Requests must arrive
 * within two seconds there; idle connections may stay for a minute, so whatever is closed is closed by its deadline.
 */
class EdgeIT {
    private static final int MANY = 400;
    private static final int PER_ADDRESS = 450;
    private static final int VOTERS = 20;
    private static final String STRANGER = "127.0.0.9";
    private static final String ASK = "GET /v1/campaigns/one HTTP/1.1\r\nHost: a\r\n";

    private static final TestSite SITE = new TestSite()
            .campaign("one", "perDay: 1")
            .limitsPer("one", "1s")
            .http("request: 2s, idle: 1m, connectionsPerAddress: " + PER_ADDRESS);
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 8);
    private static RunningServer server;
    private static int logins;

    private final List<Phone> phones = new ArrayList<>();
    private Phone impatient;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    @BeforeEach
    void newVoters() {
        for (int i = 0; i < VOTERS; i++) {
            phones.add(Phone.login(CLIENT, server, "honest" + ++logins));
        }
        impatient = Phone.login(CLIENT, server, "honest" + ++logins);
    }

    private static Strangers strangers(int count) {
        return Strangers.connect(server.port(), STRANGER, count);
    }

    /** All of them vote at once, and every vote is recorded at the first try. */
    private void honestTapsGoOn() {
        var taps = phones.stream()
                .map(phone -> phone.tapping("one", "0001", null, null))
                .toList();
        List<Phone.Answer> answers = Await.await(Future.all(taps)).list();
        assertThat(answers).hasSize(VOTERS).allMatch(Phone.Answer::recorded);
    }

    /** An honest voter taps again and again, meanwhile the strangers say more and more, until all are closed. */
    private void areClosedWhateverTheyAdd(Strangers strangers, String more) {
        Eventually.holds("the server closes every stranger who adds \"" + more.strip() + "\"", () -> {
            assertThat(impatient.tap("one", "0001").counted()).isTrue();
            return strangers.say(more).open() == 0;
        });
    }

    @Test
    void halfOpenConnectionsAreClosedAndNobodyWaitsForThem() {
        try (var strangers = strangers(MANY)) {
            honestTapsGoOn();
            areClosedWhateverTheyAdd(strangers, "");
            assertThat(strangers.heard()).containsOnly("");
        }
    }

    @Test
    void headersThatDripAreCutOff() {
        try (var strangers = strangers(MANY).say(ASK + "X-Drop: ")) {
            honestTapsGoOn();
            areClosedWhateverTheyAdd(strangers, "d");
        }
    }

    @Test
    void bodiesThatDripAreCutOff() {
        var begun = "POST /v1/login/wechat HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                + "Content-Length: 4000\r\n\r\n{\"code\":\"";
        try (var strangers = strangers(MANY).say(begun)) {
            honestTapsGoOn();
            areClosedWhateverTheyAdd(strangers, "d");
        }
    }

    @Test
    void bodiesInDrippingChunksAreCutOffToo() {
        var begun = "POST /v1/login/wechat HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        try (var strangers = strangers(MANY).say(begun)) {
            honestTapsGoOn();
            areClosedWhateverTheyAdd(strangers, "1\r\nd\r\n");
        }
        assertThat(SITE.folder().resolve("log")).content().doesNotContain("ERROR");
    }

    @Test
    void anAnsweredConnectionMayRestButItsNextRequestMustNotDrip() {
        try (var answered = strangers(MANY / 2).say(ASK + "\r\n")) {
            Eventually.holds("answers", () -> answered.allHeard("\"slug\":\"one\""));
            try (var silent = strangers(MANY / 2)) {
                honestTapsGoOn();
                areClosedWhateverTheyAdd(silent, "");
            }
            assertThat(answered.open()).isEqualTo(MANY / 2);
            answered.say("GET /v1/campaigns/one HTTP/1.1\r\n");
            areClosedWhateverTheyAdd(answered, "X");
        }
    }

    @Test
    void floodsOfHeadersAreRefused() {
        var floods = List.of(
                ("X-Many: " + "m".repeat(90) + "\r\n").repeat(1_000),
                "X-Huge: " + "h".repeat(100_000),
                ("X-" + "name".repeat(500) + ": \r\n").repeat(50));
        for (var flood : floods) {
            try (var strangers = strangers(MANY / 2).say(ASK + flood)) {
                areClosedWhateverTheyAdd(strangers, "");
                // who was still writing may have been reset before he could listen
                assertThat(strangers.heard()).allMatch(heard -> heard.isEmpty() || heard.contains(" 431 "));
            }
        }
        honestTapsGoOn();
    }

    @Test
    void garbageBehindARequestEndsTheConnectionAndNotTheAnswer() {
        try (var strangers = strangers(MANY / 2).say(ASK + "\r\n" + "\0\1garbage \177\r\n\r\n" + ASK + "\r\n")) {
            honestTapsGoOn();
            areClosedWhateverTheyAdd(strangers, "more of it\r\n\r\n");
            assertThat(strangers.heard())
                    .allMatch(heard -> heard.startsWith("HTTP/1.1 200 ") && heard.contains(" 400 "));
        }
    }

    @Test
    void anAddressGetsSoManyConnectionsAndOthersStillGetIn() {
        var tooMany = 50;
        try (var crowd = strangers(PER_ADDRESS + tooMany).say(ASK + "\r\n")) {
            Eventually.holds("the surplus is closed", () -> crowd.open() == PER_ADDRESS);
            Eventually.holds("all others are answered", () -> answered(crowd) == PER_ADDRESS);
            honestTapsGoOn();
        }
        Eventually.holds("there is room again", () -> {
            try (var one = strangers(1).say(ASK + "\r\n")) {
                Eventually.holds("an answer or a refusal", () -> one.open() == 0 || answered(one) == 1);
                return answered(one) == 1;
            }
        });
    }

    @Test
    void strangersLeaveNothingBehind() {
        babble();
        var before = server.liveHeap();
        var rounds = 10;
        for (int i = 0; i < rounds; i++) {
            babble();
        }
        assertThat(server.liveHeap() - before)
                .as("bytes left behind by %d connections", rounds * MANY)
                .isLessThan(rounds * MANY * 1_024L);
    }

    private void babble() {
        try (var strangers = strangers(MANY).say(ASK + "\r\n" + "garbage\r\n\r\n")) {
            areClosedWhateverTheyAdd(strangers, "more of it\r\n\r\n");
        }
    }

    private static long answered(Strangers strangers) {
        return strangers.heard().stream()
                .filter(heard -> heard.contains("\"slug\":\"one\""))
                .count();
    }
}

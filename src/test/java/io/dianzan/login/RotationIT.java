package io.dianzan.login;

import static io.dianzan.kit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Browser;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.sandbox.Sandbox;
import io.dianzan.sandbox.SandboxApp;
import io.dianzan.sandbox.SandboxApp.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both rings get a new key, one process after the other, while people log in and vote on all of them. */
class RotationIT {
    private static final String MINI = "wxsandbox000000001";
    private static final int PEOPLE = 80;
    /** WeChat lets one person log in a hundred times a minute. */
    private static final int PAUSE_MILLIS = 400;

    private final Vertx vertx = Vertx.vertx();
    private final Sandbox sandbox = await(Sandbox.start(
            vertx,
            0,
            List.of(new SandboxApp(MINI, ""), new SandboxApp("wxpage", "", Kind.OFFICIAL_ACCOUNT, "", true)),
            Clock.systemUTC()));
    private final String urls = "apiUrl: \"" + sandbox.url() + "\"";
    private final TestSite site = new TestSite()
            .campaign("demo", "perDay: 1", "channels: [mini-program, page]\n")
            .wechat(urls)
            .provider("wechat-page", "kind: wechat-page, appid: wxpage, openUrl: \"" + sandbox.url() + "\", " + urls);
    private final HttpClient client = Phone.connections(vertx, 128);
    /** Those that are not being stopped. */
    private final List<RunningServer> servers = new CopyOnWriteArrayList<>();

    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final AtomicInteger rounds = new AtomicInteger();
    private volatile boolean over;

    @AfterEach
    void stop() {
        await(vertx.close());
        site.close();
    }

    @Test
    void a_new_key_for_tokens_and_for_subjects_is_noticed_by_nobody() throws IOException {
        servers.add(site.server());
        servers.add(site.server());
        var crowd =
                IntStream.range(0, PEOPLE).mapToObj(i -> goingOn("person" + i)).toList();

        Eventually.holds("everybody has been there", () -> rounds.get() > 2 * PEOPLE);
        var underWay = new Browser();
        var consent = begun(underWay, servers.get(0));
        for (var ring : List.of("tokens", "subjects")) {
            addKey(site.folder().resolve("data/keys/" + ring));
        }
        replace(servers.get(0));
        // begun before and in the midst of it, each is ended by a process of the other kind
        assertEnds(underWay, consent, servers.get(1));
        var another = new Browser();
        assertEnds(another, begun(another, servers.get(1)), servers.get(0));
        replace(servers.get(0));
        Eventually.holds(
                "the new keys write",
                () -> site.number("SELECT count(DISTINCT ring) FROM key_use WHERE name = 'k2'") == 2);
        var before = rounds.get();
        Eventually.holds("everybody came once more", () -> rounds.get() > before + 4 * PEOPLE);
        over = true;
        Future.all(crowd).toCompletionStage().toCompletableFuture().join();

        assertThat(wrong).isEmpty();
        assertThat(site.number("SELECT count(*) FROM voter")).isEqualTo(PEOPLE);
        assertThat(site.number("SELECT count(*) FROM ballot")).isEqualTo(PEOPLE);
        assertThat(site.number("SELECT count(*) FROM account WHERE provider = 'wechat' AND hash_key <> 'k2'"))
                .isZero();
        assertThat(site.recount("demo")).isZero();
    }

    private static String begun(Browser browser, RunningServer server) {
        return browser.open("http://127.0.0.1:" + server.port() + "/v1/login/wechat-page?to=/c/demo")
                .location();
    }

    private static void assertEnds(Browser browser, String consent, RunningServer other) {
        var back = browser.submit(consent, Map.of("user", "person0", "decision", "approve"))
                .location();
        var elsewhere = back.replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + other.port());
        assertThat(browser.open(elsewhere).location()).isEqualTo("/c/demo");
    }

    /** Logs in here, looks at itself there, votes anywhere, again and again. */
    private Future<Void> goingOn(String user) {
        if (over) {
            return Future.succeededFuture();
        }
        return Phone.loggingIn(client, any(), "wechat", MINI, user, true, sandbox.port())
                .compose(login -> {
                    if (login.status() != 200) {
                        return Future.succeededFuture(note("login", login));
                    }
                    var phone = Phone.with(client, login.json().getString("token"), any());
                    return phone.tapping("demo", "0001", "key-of-" + user, null).map(vote -> note("vote", vote));
                })
                .otherwiseEmpty()
                .compose(noted -> vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS))
                .compose(later -> goingOn(user));
    }

    /** 503 and a lost connection are what a phone meets of a server that stops; all else is wrong. */
    private Void note(String what, Phone.Answer answer) {
        rounds.incrementAndGet();
        if (!answer.counted() && answer.status() != 0 && answer.status() != 503) {
            wrong.add(what + " " + answer.status() + " " + answer.code());
        }
        return null;
    }

    private RunningServer any() {
        return servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
    }

    /** A new process comes first; then nobody new goes to the old one, which ends. */
    private void replace(RunningServer old) {
        servers.add(site.server());
        servers.remove(old);
        old.stop();
    }

    private static void addKey(Path ring) throws IOException {
        var bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        var key = "k2:" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Files.write(
                ring,
                Stream.concat(Stream.of(key), Files.readAllLines(ring).stream()).toList());
    }
}

package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.config.KeyRing;
import io.dianzan.config.ServerConfig;
import io.dianzan.kit.Ask;
import io.dianzan.kit.NeedsNode;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.login.Tokens;
import io.dianzan.login.VoterToken;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The mini-program, by its own tests under Node: its pages are drawn and pressed, and what they ask goes to a real server
 * and its sandbox. Each test of them stands in the log by its name.
 */
@ExtendWith(NeedsNode.class)
class MiniProgramIT {
    private static final TestSite SITE = new TestSite()
            .campaign("demo", "perDay: 1")
            .campaign("two", "perDay: 2")
            .campaign("hidden", "perDay: 1", "results: {show: hidden}\n")
            .campaign("early", "perDay: 1", "opens: 2099-01-01T00:00\n")
            .campaign("over", "perDay: 1", "closes: 2024-01-01T00:00\n");
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(SITE.folder().resolve("privacy.md"), "## 隐私\n主办方的**补充**");
        SITE.site("privacy: privacy.md, privacyVersion: 3, organiser: 点赞杂志, contact: vote@example.org, icp: 京ICP备0号");
        server = SITE.server();
        SITE.execute("UPDATE work SET summary = '摄于苏堤', link = 'https://inside.example/17',"
                + " media = 'https://elsewhere.example/17.mp4' WHERE number = '0017'");
        SITE.execute("UPDATE work SET withdrawn_at = campaign_time() - interval '1 hour' WHERE number = '0099'");
        SITE.execute("UPDATE campaign SET world = world + 1, catalogue = catalogue + 1");
    }

    @AfterAll
    static void stop() {
        SITE.close();
    }

    @Test
    void itsOwnTestsPass() throws IOException, InterruptedException {
        var npm = new ProcessBuilder("npm", "test", "--silent")
                .directory(new File("src/test/miniprogram"))
                .redirectErrorStream(true);
        var environment = npm.environment();
        environment.put("DIANZAN_HTTP", "http://127.0.0.1:" + server.port());
        environment.put("DIANZAN_SANDBOX", "http://127.0.0.1:" + server.sandboxPort());
        environment.put("DIANZAN_ENDING_TOKEN", token("ending", Instant.now()));
        environment.put("DIANZAN_EXPIRED_TOKEN", token("expired", Instant.now().minus(Duration.ofHours(2))));
        var running = npm.start();
        running.inputReader().lines().forEach(System.out::println);
        assertThat(running.waitFor()).as("tests of the mini-program, see above").isZero();
    }

    /** A token of a voter who has agreed, good for one hour from then, which is little of the seven days that the server gives. */
    private static String token(String user, Instant made) throws IOException {
        var keys = KeyRing.read(SITE.folder().resolve("data/keys/tokens"));
        var settings = new ServerConfig.Tokens("dianzan", Duration.ofHours(1), null);
        return new Tokens(keys, settings, Clock.fixed(made, ZoneOffset.UTC), keys.newest()::name)
                .issue(new VoterToken(voter(user), 0, "mini-program", false))
                .token();
    }

    private static long voter(String user) {
        var code = new SandboxOrders(server).loginCode("wxsandbox000000001", user);
        var body = new JsonObject().put("code", code).put("privacy", 3);
        var login = new Ask("POST", "/v1/login/wechat").body(body.encode()).of(server);
        var claims = Asks.json(login).getString("token").split("\\.")[1];
        return Long.parseLong(new JsonObject(new String(Base64.getUrlDecoder().decode(claims))).getString("sub"));
    }
}

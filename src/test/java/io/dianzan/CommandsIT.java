package io.dianzan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Photo;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An operator's tools, and what phones are told after them, on a server that runs meanwhile. */
class CommandsIT {
    private static final TestSite SITE = new TestSite()
            .campaign("paused", "perDay: 1")
            .campaign("closing", "perDay: 1")
            .campaign("thinner", "perDay: 2")
            .campaign("counted", "perDay: 1")
            .campaign("grown", "perDay: 1")
            .campaign("shown", "perDay: 1")
            .campaign("acted", "perDay: 2")
            .campaign("eyed", "perDay: 1", "fourEyes: 0\n");
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 4);
    private static RunningServer server;

    @BeforeAll
    static void start() {
        server = SITE.server();
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private record Done(int status, String out, String err) {}

    private static Done run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        if (!arguments.contains("--help") && !arguments.contains("-c")) {
            arguments.add("--config=" + SITE.folder().resolve("conf/server.yaml"));
        }
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        var before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            var line = Main.commandLine();
            line.setErr(new PrintWriter(err, true));
            line.setOut(new PrintWriter(System.out, true));
            var status = line.execute(arguments.toArray(String[]::new));
            return new Done(status, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    private static Phone phone(String user) {
        return Phone.login(CLIENT, server, user);
    }

    private static void waitForState(String slug, String state) {
        Eventually.holds(slug + " is " + state, () -> phone("watcher")
                .get("/v1/campaigns/" + slug)
                .json()
                .getString("state")
                .equals(state));
    }

    @Test
    void aPauseRefusesWithTheOperatorsTextAndAResumeEndsIt() {
        var voter = phone("paused-1");
        var late = phone("paused-2");
        assertThat(voter.tap("paused", "0001", "k").recorded()).isTrue();
        assertThat(run("act", "pause", "paused", "--reason=trouble", "--text=稍后再来", "--yes")
                        .status())
                .isZero();
        waitForState("paused", "paused");
        var refused = late.tap("paused", "0001", "k");
        assertThat(refused.code()).isEqualTo("paused");
        assertThat(refused.json().getString("text")).isEqualTo("稍后再来");
        assertThat(Integer.parseInt(refused.retryAfter())).isBetween(1, 31);
        assertThat(voter.tap("paused", "0001", "k").repeat()).isTrue();

        assertThat(run("act", "pause", "paused", "--reason=again", "--yes").status())
                .isEqualTo(1);
        assertThat(run("act", "resume", "paused", "--reason=fixed", "--yes").status())
                .isZero();
        waitForState("paused", "open");
        assertThat(late.tap("paused", "0001", "k").recorded()).isTrue();
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act IN ('pause', 'resume')"))
                .isEqualTo(2);
    }

    @Test
    void anEarlyCloseEndsItAndAnExtensionReopensIt() {
        var voter = phone("closing-1");
        voter.tap("closing", "0001", "k");
        run("act", "close", "closing", "--reason=done", "--yes");
        waitForState("closing", "closed");
        assertThat(phone("closing-2").tap("closing", "0001", "k").code()).isEqualTo("closed");
        var repeat = voter.tap("closing", "0001", "k");
        assertThat(repeat.repeat()).isTrue();
        assertThat(repeat.json().getInteger("left")).isZero();
        run("act", "extend", "closing", "--to=2099-01-01T00:00", "--reason=more", "--yes");
        waitForState("closing", "open");
        assertThat(phone("closing-2").tap("closing", "0001", "k").recorded()).isTrue();
        assertThat(run("act", "extend", "closing", "--to=2020-01-01T00:00", "--reason=x", "--yes")
                        .err())
                .contains("must lie ahead");
        assertThat(run("act", "extend", "closing", "--to=2098-12-31T00:00", "--reason=x")
                        .err())
                .contains("The end is 2099-01-01 00:00:00 Asia/Shanghai now");
        assertThat(run("act", "extend", "closing", "--to=2098-12-31T00:00", "--reason=x", "--yes")
                        .err())
                .contains("The end is 2099-01-01 00:00:00 Asia/Shanghai now");
        assertThat(SITE.number("SELECT count(*) FROM event WHERE kind = 'extend'"))
                .isEqualTo(1);
    }

    @Test
    void aWithdrawnWorkTakesNoVoteButKeepsThoseItHas() {
        var voter = phone("thinner-1");
        voter.tap("thinner", "0042", "k");
        run("act", "withdraw", "thinner", "--work=42", "--reason=rights", "--yes");
        var others = new AtomicInteger();
        // a newcomer each time: one who was in time would be told "repeat"
        Eventually.holds("0042 is withdrawn", () -> "work-withdrawn"
                .equals(phone("late-" + others.incrementAndGet())
                        .tap("thinner", "0042", "k")
                        .code()));
        assertThat(voter.tap("thinner", "0042", "k").repeat()).isTrue();
        assertThat(voter.get("/v1/campaigns/thinner/works/0042").code()).isEqualTo("work-withdrawn");
    }

    @Test
    void anActIsOnlySaidUntilYesAndCoversWorksVotersAndBallots() {
        var voter = phone("acted-1");
        voter.tap("acted", "0001", "k");
        var number = Long.toString(voter.voter());

        var said = run("act", "hold", "acted", "--voter=" + number, "--reason=odd");
        assertThat(said.status()).isEqualTo(3);
        assertThat(said.out())
                .contains("Holds ballots: 1, of voters: 1;", "0001, “work 1”: −1 votes", "Nothing was done");
        assertThat(SITE.number("SELECT count(*) FROM ruling WHERE state = 'held'"))
                .isZero();

        assertThat(run("act", "hold", "acted", "--voter=" + number, "--reason=odd", "--yes")
                        .status())
                .isZero();
        assertThat(run("act", "hold", "acted", "--voter=" + number, "--reason=odd", "--yes")
                        .err())
                .contains("no ballot to rule")
                .contains("1 held");
        assertThat(run("act", "release", "acted", "--voter=" + number, "--reason=fine", "--yes")
                        .status())
                .isZero();
        assertThat(run("act", "ban", "acted", "--voter=" + number, "--reason=odd", "--yes")
                        .status())
                .isZero();
        Eventually.holds("the ban is in force", () -> SITE.number(bans("since")) == 1);
        assertThat(voter.tap("acted", "0002", "k2").code()).isEqualTo("voter-banned");
        assertThat(run("act", "unban", "acted", "--voter=" + number, "--reason=fine", "--yes")
                        .status())
                .isZero();
        Eventually.holds("it is over", () -> SITE.number(bans("until")) == 1);
        assertThat(voter.tap("acted", "0002", "k2").recorded()).isTrue();
        assertThat(run("act", "make-final", "acted", "--reason=x", "--yes").err())
                .contains("Only a closed campaign");
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE operator = 'cli:" + System.getProperty("user.name")
                        + "' AND act IN ('hold', 'release', 'ban', 'unban')"))
                .isEqualTo(4);
        assertThat(SITE.recount("acted")).isZero();
    }

    private static String bans(String time) {
        return "SELECT count(*) FROM ban WHERE " + time + " <= campaign_time()";
    }

    @Test
    void fourEyesHoldOnTheCommandLineToo() {
        var voter = phone("eyed-1");
        voter.tap("eyed", "0001");
        var waits = run("act", "void", "eyed", "--voter=" + voter.voter(), "--reason=bought", "--yes");
        assertThat(waits.status()).as(waits.err()).isEqualTo(3);
        assertThat(waits.out()).contains("another operator");
        assertThat(run("waiting", "eyed").out())
                .contains("void, ballots: 1,", "bought")
                .containsPattern("until [0-9-]{10} [0-9:]{8} [A-Z][A-Za-z/]+: bought");
        var proposal = SITE.number("SELECT max(id) FROM ruling_proposal");
        var confirm = new String[] {"act", "confirm", "eyed", "--proposal=" + proposal, "--reason=seen", "--yes"};
        assertThat(run(confirm).err()).contains("cannot confirm it");
        assertThat(SITE.number("SELECT count(*) FROM ruling WHERE state = 'void'"))
                .isZero();
        var me = System.getProperty("user.name");
        System.setProperty("user.name", "colleague");
        try {
            var done = run(confirm);
            assertThat(done.status()).as(done.err()).isZero();
            assertThat(done.out()).contains("cli:" + me + " proposed ruling");
        } finally {
            System.setProperty("user.name", me);
        }
        assertThat(SITE.number("SELECT count(*) FROM ruling WHERE state = 'void'"))
                .isEqualTo(1);
        assertThat(run("waiting", "eyed").out()).contains("Nothing waits");
        assertThat(SITE.recount("eyed")).isZero();
    }

    @Test
    void aRecountFindsWhatIsOffAndRepairsItByAnAddition() {
        phone("counted-1").tap("counted", "0001");
        phone("counted-2").tap("counted", "0002");
        assertThat(run("recount", "counted").out()).contains("equals the ledger");
        Eventually.holds("the deltas are folded", () -> SITE.number("SELECT count(*) FROM tally_delta") == 0);
        SITE.execute("UPDATE tally SET valid = valid + 5, recorded = recorded + 5 WHERE campaign ="
                + " (SELECT id FROM campaign WHERE slug = 'counted')");
        var off = run("recount", "counted");
        assertThat(off.status()).isEqualTo(1);
        assertThat(off.out()).contains("2 works differ");
        assertThat(run("recount", "counted", "--repair").status()).isZero();
        assertThat(run("recount", "counted").status()).isZero();
        assertThat(SITE.recount("counted")).isZero();
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act = 'recount'"))
                .isEqualTo(1);
    }

    @Test
    void anImportReachesTheRunningServer() throws IOException {
        var file = SITE.folder().resolve("more.csv");
        Files.writeString(file, "number,title,author,category\n0001,改名,author,text\n0777,\"新\n作品\",author,text\n");
        assertThat(run("import", "grown", file.toString()).out()).contains("1 added, 1 changed, 0 unchanged");
        Eventually.holds(
                "0777 is there",
                () -> phone("grown-1").get("/v1/campaigns/grown/works/0777").status() == 200);
        assertThat(phone("grown-1").tap("grown", "0777").recorded()).isTrue();

        Files.writeString(file, "number,title,author,category,link\n0778,t,a,c,javascript:alert(1)\n0779,,a,c,\n");
        var refused = run("import", "grown", file.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("line 2, link")
                .contains("line 3, title")
                .contains("nothing was imported");
    }

    @Test
    void checkWarnsOfWordsThatWechatPunishes() throws IOException {
        try (var site = new TestSite()) {
            Files.createDirectories(site.folder().resolve("texts"));
            Files.writeString(site.folder().resolve("texts/rules.md"), "每天一票。转发有奖！");
            site.campaign("words", "perDay: 1");
            var campaign = site.folder().resolve("conf/campaigns/words.yaml");
            Files.writeString(campaign, Files.readString(campaign).replace("{zh: 测试}", "{zh: 集赞大赛, en: Vote}"));
            Files.writeString(site.folder().resolve("conf/server.yaml"), """
                    site: {rules: texts/rules.md}
                    providers: {wechat: {appid: wx1}}
                    """);

            var checked =
                    run("check", "-c", site.folder().resolve("conf/server.yaml").toString());

            assertThat(checked.status()).isZero();
            assertThat(checked.out())
                    .contains("texts/rules.md: \"转发有奖\"", "title.zh: \"集赞\"")
                    .doesNotContain("title.en");
        }
    }

    @Test
    void coversReachTheRunningServerAndBadOnesAreTold() throws IOException {
        var folder = Files.createDirectory(SITE.folder().resolve("pictures"));
        Files.write(folder.resolve("0017.jpg"), Photo.bytes(1200, 900, "jpg"));
        var done = run("covers", "shown", folder.toString());
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.out()).contains("1 imported, 0 unchanged, 0 bad");
        Eventually.holds("0017 has a cover", () -> cover("shown", "0017").startsWith("/covers/"));
        var address = cover("shown", "0017");
        assertThat(address).endsWith("/large.jpg");
        for (var path : List.of(address, address.replace("large", "small"), "/c/shown/works/17/card.png")) {
            assertThat(new Ask("GET", path).of(server).status()).as(path).isEqualTo(200);
        }
        var kept = new Ask("GET", address).of(server).headers();
        assertThat(kept.get("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(kept.get("Content-Type")).isEqualTo("image/jpeg");
        assertThat(new Ask("GET", address)
                        .header("If-None-Match", kept.get("ETag"))
                        .of(server)
                        .status())
                .isEqualTo(304);
        assertThat(new Ask("GET", "/covers/" + "0".repeat(32) + "/small.jpg")
                        .of(server)
                        .status())
                .isEqualTo(404);

        Files.writeString(folder.resolve("0018.jpg"), "no picture");
        var some = run("covers", "shown", folder.toString());
        assertThat(some.status()).isEqualTo(1);
        assertThat(some.out()).contains("0 imported, 1 unchanged, 1 bad");
        assertThat(some.err()).contains("0018: expected a picture, found something else");
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE act = 'covers'"))
                .isEqualTo(1);
        assertThat(run("covers", "shown", "nowhere").err()).contains("nowhere: there is no such file");
        assertThat(run("covers", "nobody", folder.toString()).status()).isEqualTo(1);
    }

    private static String cover(String slug, String number) {
        return phone("viewer")
                .get("/v1/campaigns/" + slug + "/works/" + number)
                .json()
                .getString("cover", "");
    }

    @Test
    void checkListsDaysAndAllThatIsWrong() throws IOException {
        assertThat(run("check").out()).contains("Asia/Shanghai, 1 a day", "results live");
        assertThat(run("check").out().lines().filter(line -> line.contains(" 24:00 ")))
                .hasSize(8 * 14);
        var file = SITE.folder().resolve("conf/campaigns/broken.yaml");
        Files.writeString(file, "slug: broken\ntitle: {zh: x}\nzone: Moon\nvotes: {perDay: many}\n");
        try {
            var refused = run("check");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.err()).contains("broken.yaml:3: zone").contains("broken.yaml:4: votes.perDay");
            assertThat(refused.err()).doesNotContain("at io.dianzan");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void checkExplainsWhatAFileChangesAgainstAnotherOne() throws IOException {
        var older = SITE.folder().resolve("older.yaml");
        var text = Files.readString(SITE.folder().resolve("conf/campaigns/thinner.yaml"));
        Files.writeString(older, text.replace("perDay: 2", "perDay: 5").replace("Asia/Shanghai", "Asia/Tokyo"));
        var checked = run("check", "--explain", "--against", older.toString());
        assertThat(checked.status()).as(checked.err()).isZero();
        assertThat(checked.out())
                .contains(
                        "against " + older,
                        "原来：每人每天可投 5 票。",
                        "Now: Each person has 2 votes a day.",
                        "zone: Asia/Tokyo → Asia/Shanghai.",
                        "zone cannot change after the first ballot");
        Files.writeString(older, text.replace("thinner", "another"));
        var refused = run("check", "--against", older.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("slug: \"another\" is no campaign of this config");
    }

    @Test
    void migrateSaysThatTheSchemaIsUpToDate() {
        var done = run("migrate");
        assertThat(done.status()).as(done.err()).isZero();
        assertThat(done.out()).contains("up to date");
    }

    @Test
    void aTakenPortIsNamedByItsKey() throws IOException {
        var taken = Integer.toString(server.port());
        var file = SITE.folder().resolve("conf/second.yaml");
        var text = Files.readString(SITE.folder().resolve("conf/server.yaml"));
        Files.writeString(file, text.replace("http: {port: 0}", "http: {port: " + taken + "}"));
        var refused = run("serve", "-c", file.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("http.port: port " + taken).hasLineCount(1);
    }

    @Test
    void wrongUsageIsTwoAndHelpIsZero() {
        assertThat(run("act", "pause", "paused").status()).isEqualTo(2);
        assertThat(run("act", "fly", "paused", "--reason=x").status()).isEqualTo(2);
        assertThat(run("act", "--help").out()).contains("make-final", "put-back", "Exit status: 0 done");
        assertThat(run("--help").out()).contains("act ");
        assertThat(run("fly").status()).isEqualTo(2);
        assertThat(run("import", "--help").out()).contains("CAMPAIGN").contains("FILE");
        assertThat(run("covers", "--help").out()).contains("CAMPAIGN").contains("SOURCE");
        assertThat(run("covers").status()).isEqualTo(2);
        assertThat(run("recount", "nobody").status()).isEqualTo(1);
    }
}

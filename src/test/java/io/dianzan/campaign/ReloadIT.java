package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Eventually;
import io.dianzan.kit.Metrics;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.Staff;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Campaigns' files change while two servers run. */
class ReloadIT {
    private static final TestSite SITE = new TestSite()
            .campaign("quota", "perDay: 3")
            .campaign("open", "perDay: 1")
            .campaign("frozen", "perDay: 1")
            .campaign("broken", "perDay: 1")
            .campaign("stale", "perDay: 1")
            .campaign("draft", "perDay: 1", "opens: 2124-01-01T00:00\n")
            .campaign("leaves", "perDay: 1")
            .campaign("moves", "perDay: 1");
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = Phone.connections(VERTX, 4);
    private static List<RunningServer> servers;
    private static Map<RunningServer, Web> serverToManagement;

    @BeforeAll
    static void start() {
        servers = List.of(SITE.server(), SITE.server());
        serverToManagement = servers.stream()
                .collect(Collectors.toMap(server -> server, server -> new Web(VERTX, server.managementPort())));
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
        SITE.close();
    }

    private static Path file(String name) {
        return SITE.folder().resolve("conf/campaigns/" + name + ".yaml");
    }

    private static String text(String name) throws IOException {
        return Files.readString(file(name));
    }

    private static String change(String reason) {
        return "change: {by: the office, reason: " + reason + "}\n";
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(file(name), text);
    }

    private static long versions(String slug) {
        return SITE.number(
                "SELECT count(*) FROM rules r JOIN campaign c ON c.id = r.campaign WHERE slug = '" + slug + "'");
    }

    private static void inForce(String slug, int version) {
        Eventually.holds(
                "version " + version + " of " + slug + " is in force",
                () -> SITE.number("SELECT count(*) FROM rules r JOIN campaign c ON c.id = r.campaign WHERE slug = '"
                                + slug + "' AND version = " + version + " AND effective_at <= campaign_time()")
                        == 1);
    }

    /** All that a server says at /ready of a file; it is ready none the less. */
    private static String problem(RunningServer server, String name) {
        var ready = serverToManagement.get(server).get("/ready");
        assertThat(ready.status()).isEqualTo(200);
        return ready.json().getJsonArray("rules", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("file").equals(file(name).toString()))
                .map(one -> one.getString("problem"))
                .collect(Collectors.joining("; "));
    }

    private static void bothSay(String name, String words) {
        servers.forEach(
                server -> Eventually.holds("a server says of " + name + ": " + words, () -> problem(server, name)
                        .contains(words)));
    }

    private static void bothAreContent(String name) {
        servers.forEach(server -> Eventually.holds(
                "a server says nothing of " + name, () -> problem(server, name).isEmpty()));
    }

    private static long times(String words) {
        return SITE.log().lines().filter(line -> line.contains(words)).count();
    }

    @Test
    void aLowerQuotaTakesBackNothingAndAHigherOneHoldsFromTheNextTap() throws IOException {
        var phone = Phone.login(CLIENT, servers.get(0), "quota");
        assertThat(phone.tap("quota", "0001").recorded()).isTrue();
        assertThat(phone.tap("quota", "0002").recorded()).isTrue();
        var text = text("quota");

        write("quota", text.replace("perDay: 3", "perDay: 1") + change("fewer"));
        inForce("quota", 2);
        var refused = phone.on(servers.get(1)).tap("quota", "0003");
        assertThat(refused.code()).isEqualTo("quota-spent");
        assertThat(refused.json().getJsonArray("today")).hasSize(2);
        assertThat(refused.json().getInteger("left")).isZero();
        assertThat(phone.me("quota").json().getInteger("left")).isZero();
        assertThat(phone.tap("quota", "0001").repeat()).isTrue();
        assertThat(SITE.recount("quota")).isZero();

        write("quota", text.replace("perDay: 3", "perDay: 4") + change("more"));
        inForce("quota", 3);
        assertThat(phone.on(servers.get(1)).tap("quota", "0003").recorded()).isTrue();
        assertThat(phone.tap("quota", "0004").json().getInteger("left")).isZero();
        assertThat(SITE.number("SELECT string_agg(rules::text, '' ORDER BY slot)::bigint FROM ballot b"
                        + " JOIN campaign c ON c.id = b.campaign WHERE slug = 'quota'"))
                .isEqualTo(1133);
    }

    @Test
    void inAnOpenCampaignAChangeSaysWhoAndWhyAndStandsInTheAuditOnce() throws IOException {
        var text = text("open").replace("perDay: 1", "perDay: 2");
        write("open", text);
        bothSay("open", "change: expected {by: ..., reason: ...}: the campaign has opened");
        assertThat(versions("open")).isEqualTo(1);
        write("open", text + "change: {by: the office}\n");
        bothSay("open", "change");
        assertThat(versions("open")).isEqualTo(1);

        write("open", text + change("a second vote"));
        bothAreContent("open");
        inForce("open", 2);
        assertThat(versions("open")).isEqualTo(2);
        var audits = "SELECT count(*) FROM audit a JOIN campaign c ON c.id = a.campaign WHERE slug = 'open' AND ";
        assertThat(
                        SITE.number(
                                audits + "operator = 'the office' AND act = 'rules' AND reason = 'a second vote'"
                                        + " AND before = '{\"version\": 1, \"rules\": {\"votes.perDay\": \"1\"}}'"
                                        + " AND after->'rules' = '{\"votes.perDay\": \"2\"}' AND (after->>'version')::int = 2"
                                        + " AND after->>'file' = 'open.yaml' AND (after->>'effective')::timestamptz > at + interval '2 s'"))
                .isEqualTo(1);
        assertThat(SITE.number(audits + "act = 'rules'")).isEqualTo(2);
        assertThat(times("version 2 of the rules of open")).isEqualTo(1);
        var page = Staff.of(SITE, servers.get(0), "viewer")
                .page("/operator/c/open/campaign")
                .body();
        assertThat(page).contains("the office", "a second vote", "改为：每人每天可投 2 票。", "votes.perDay：1 → 2。");
        assertThat(times("Now: Each person has 2 votes a day.")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void whatBallotsDependOnStaysAndIsNamedWithItsLine() throws IOException {
        Phone.login(CLIENT, servers.get(0), "frozen").tap("frozen", "0001");
        var text = text("frozen");
        write("frozen", text.replace("Asia/Shanghai", "Europe/Berlin") + change("elsewhere"));
        bothSay("frozen", "line 3, zone: expected what it was: zone cannot change after the first ballot");
        assertThat(times("frozen.yaml:3: zone")).isEqualTo(2);
        write("frozen", text.replace("perDay: 1", "perDay: 1, sameWork: once") + change("wider than a day"));
        bothSay("frozen", "line 4, votes.sameWork: expected what it was");
        write("frozen", text + "opens: 2020-01-01T00:00\n" + change("earlier"));
        bothSay("frozen", "opens: expected what it was");
        write("frozen", text + "closes: 2020-01-01T00:00\n" + change("yesterday"));
        bothSay("frozen", "closes: expected a time to come");
        assertThat(versions("frozen")).isEqualTo(1);
        write("frozen", text);
        bothAreContent("frozen");
    }

    @Test
    void aFileThatCannotBeReadChangesNothingAndIsToldOnce() throws IOException {
        var phone = Phone.login(CLIENT, servers.get(0), "broken");
        write("broken", "slug: broken\ntitle: {zh: 测试}\nvotes: {perDay: many}\n");
        bothSay("broken", "line 3, votes.perDay: expected a whole number from 1 to 250, found \"many\"");
        servers.forEach(server -> assertThat(Staff.of(SITE, server, "viewer")
                        .page("/operator/c/broken/campaign")
                        .body())
                .contains("文件 broken.yaml 没有生效，原来的规则不变。line 3, votes.perDay"));
        servers.forEach(server -> Eventually.holds(
                "the metric tells of a refused file",
                () -> Metrics.of(server).value("dianzan_rules_files{state=\"refused\"}") >= 1));
        assertThat(phone.tap("broken", "0001").recorded()).isTrue();
        write("broken", "slug: broken\ntitle: {zh: \"a\\0b\"}\nvotes: {perDay: 1}\n" + change("no text of PostgreSQL"));
        bothSay("broken", "PostgreSQL does not take it");
        write("broken", "slug: [");
        bothSay("broken", "yaml");
        Files.write(file("broken"), new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe});
        bothSay("broken", "cannot be read as UTF-8 text");
        write("broken", "a: &a {b: *a}\n");
        bothSay("broken", "slug");
        assertThat(versions("broken")).isEqualTo(1);
        assertThat(times("votes.perDay: expected a whole number")).isEqualTo(2);
    }

    @Test
    void anOlderFileIsToldAndNotAppliedUnlessItSaysSo() throws IOException {
        var old = text("stale");
        write("stale", old + "results: {show: hidden}\n" + change("hide"));
        inForce("stale", 2);
        write("stale", old);
        bothSay("stale", "is an older file: it says what version 1 of the rules did, and version 2 is in force");
        assertThat(versions("stale")).isEqualTo(2);
        assertThat(Metrics.of(servers.get(0)).value("dianzan_rules_files{state=\"stale\"}"))
                .isGreaterThanOrEqualTo(1);
        write("stale", old + change("back on purpose"));
        inForce("stale", 3);
        bothAreContent("stale");
    }

    @Test
    void beforeItOpensNobodyIsAskedWhy() throws IOException {
        write("draft", text("draft").replace("perDay: 1", "perDay: 2"));
        inForce("draft", 2);
        bothAreContent("draft");
        assertThat(SITE.number("SELECT count(*) FROM audit WHERE reason = 'changed before it opened'"))
                .isEqualTo(1);
    }

    @Test
    void aNewFileIsANewCampaignWithItsDaysAndWorks() {
        SITE.campaign("fresh", "perDay: 1");
        var phone = Phone.login(CLIENT, servers.get(0), "fresh");
        servers.forEach(server -> Eventually.holds(
                "votes are taken in a new campaign",
                () -> phone.on(server).tap("fresh", "0001").counted()));
        assertThat(versions("fresh")).isEqualTo(1);
        assertThat(SITE.number("SELECT count(*) FROM work w JOIN campaign c ON c.id = w.campaign WHERE slug = 'fresh'"))
                .isEqualTo(100);
        bothAreContent("fresh");
    }

    @Test
    void aFileThatIsTakenAwayChangesNothingAndIsTold() throws IOException {
        var phone = Phone.login(CLIENT, servers.get(0), "leaves");
        var text = text("leaves");
        Files.delete(file("leaves"));
        bothSay("leaves", "is gone; the rules of leaves stay");
        assertThat(phone.tap("leaves", "0001").recorded()).isTrue();
        write("leaves", text);
        bothAreContent("leaves");
        assertThat(versions("leaves")).isEqualTo(1);
    }

    @Test
    void aCampaignThatNoFileNamesAnyMoreIsTold() throws IOException {
        var text = text("draft").replace("slug: draft", "slug: first");
        write("renamed", text);
        inForce("first", 1);
        write("renamed", text.replace("slug: first", "slug: other"));
        inForce("other", 1);
        servers.forEach(server -> Eventually.holds(
                "a server misses the file of a campaign",
                () ->
                        serverToManagement
                                .get(server)
                                .get("/ready")
                                .json()
                                .getJsonArray("rules", new JsonArray())
                                .stream()
                                .map(JsonObject.class::cast)
                                .anyMatch(one -> one.getString("file").equals("first")
                                        && one.getString("problem").startsWith("no file says it any more"))));
        write("again", text);
        servers.forEach(server -> Eventually.holds(
                "a server has a file for each campaign",
                () ->
                        serverToManagement
                                .get(server)
                                .get("/ready")
                                .json()
                                .getJsonArray("rules", new JsonArray())
                                .stream()
                                .map(JsonObject.class::cast)
                                .noneMatch(one -> one.getString("file").equals("first"))));
    }

    @Test
    void aFileMayChangeItsNameAndASecondOneOfTheSameCampaignIsRefused() throws IOException {
        Files.move(file("moves"), file("moved"));
        write("second", text("moved").replace("perDay: 1", "perDay: 2") + change("twice"));
        bothSay("second", "slug: expected another one");
        bothAreContent("moves");
        bothAreContent("moved");
        assertThat(versions("moves")).isEqualTo(1);
        Files.delete(file("moved"));
        inForce("moves", 2);
        bothAreContent("second");
    }
}

package io.dianzan.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A site of one test's own: a fresh database, a Redis, a folder of config, and any number of servers on them. Works
 * {@code 0001} to {@code 0100} are imported into each of its campaigns.
 */
public final class TestSite implements AutoCloseable {
    private final Database postgres;
    private final TestRedis redis = new TestRedis();
    private final Path folder;
    private final List<RunningServer> servers = new ArrayList<>();
    private final List<String> slugs = new ArrayList<>();
    private final List<String> javaOptions = new ArrayList<>();
    private String redisUrl = redis.url();
    private String edge = "";
    private int queue = 4_096;
    private String provider = "";
    private String providers = "";
    private String tokens = "";
    private String site = "";
    private String operator = "";

    public TestSite() {
        this(TestPostgres.fresh());
    }

    /** A site whose servers bring their own PostgreSQL, as the demo does; only phones can look into it. */
    public static TestSite embedded() {
        return new TestSite(null);
    }

    /** A site on a database of the test's own. */
    public static TestSite on(Database postgres) {
        return new TestSite(postgres);
    }

    private TestSite(Database postgres) {
        this.postgres = postgres;
        try {
            folder = Files.createTempDirectory("dianzan-site");
            Files.createDirectories(folder.resolve("conf/campaigns"));
            Files.createDirectories(folder.resolve("conf/works"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds an always open campaign of Asia/Shanghai; {@code votes} such as {@code perDay: 3, sameWork: once}. */
    public TestSite campaign(String slug, String votes) {
        return campaign(slug, votes, "");
    }

    /** With more lines of YAML. */
    public TestSite campaign(String slug, String votes, String more) {
        slugs.add(slug);
        var text = "slug: " + slug + "\ntitle: {zh: 测试}\nzone: Asia/Shanghai\nvotes: {" + votes + "}\n"
                + "limits: {account: {taps: 250, per: 1m}, address: {taps: 1000000, per: 1m}}\n";
        write("conf/campaigns/" + slug + ".yaml", text + more);
        var works = new StringBuilder("number,title,author,category\n");
        for (int i = 1; i <= 100; i++) {
            works.append("%04d,work %d,author,text%n".formatted(i, i));
        }
        write("conf/works/" + slug + ".csv", works.toString());
        return this;
    }

    /** Lowers the account's limit of a campaign to so many taps a minute. */
    public TestSite limits(String slug, int taps) {
        return change(slug, "taps: 250", "taps: " + taps);
    }

    /** The account's limit of a campaign is for such a span, and not for a minute. */
    public TestSite limitsPer(String slug, String span) {
        return change(slug, "taps: 250, per: 1m", "taps: 250, per: " + span);
    }

    /** Lowers the limit of an address in a campaign to so many taps a minute, counted by each server. */
    public TestSite addressLimit(String slug, int taps) {
        return change(slug, "taps: 1000000", "taps: " + taps);
    }

    /** All limits of a campaign, such as {@code address: {taps: 5, per: 1d}}. */
    public TestSite limits(String slug, String limits) {
        return change(slug, "account: {taps: 250, per: 1m}, address: {taps: 1000000, per: 1m}", limits);
    }

    public TestSite zone(String slug, String zone) {
        return change(slug, "Asia/Shanghai", zone);
    }

    private TestSite change(String slug, String before, String after) {
        try {
            var file = "conf/campaigns/" + slug + ".yaml";
            write(file, Files.readString(folder.resolve(file)).replace(before, after));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** More of the section {@code http}, such as {@code request: 2s}, for servers started from now on. */
    public TestSite http(String more) {
        edge = ", " + more;
        return this;
    }

    /** More of the section of the provider {@code wechat}, for servers started from now on. */
    public TestSite wechat(String more) {
        provider = ", " + more;
        return this;
    }

    /** One more way to log in, for servers started from now on: its name and its settings. */
    public TestSite provider(String name, String settings) {
        providers += ", " + name + ": {" + settings + "}";
        return this;
    }

    /** The section {@code site}, such as {@code otherHosts: [vote.example]}, for servers started from now on. */
    public TestSite site(String settings) {
        site = settings;
        return this;
    }

    /** The section {@code operator}, such as {@code public: true}, for servers started from now on. */
    public TestSite operator(String settings) {
        operator = settings;
        return this;
    }

    /** The section {@code tokens}, such as {@code lifetime: 1m}, for servers started from now on. */
    public TestSite tokens(String settings) {
        tokens = settings;
        return this;
    }

    /** One more option for the Java of servers started from now on. */
    public TestSite java(String option) {
        javaOptions.add(option);
        return this;
    }

    /** Servers started from now on let so many taps wait for each of their two writers. */
    public TestSite queue(int taps) {
        queue = taps;
        return this;
    }

    /** Servers started from now on reach Redis through this port. */
    public TestSite redisThrough(int port) {
        redisUrl = "redis://127.0.0.1:" + port;
        return this;
    }

    public RunningServer server() {
        write("conf/server.yaml", config());
        var server = RunningServer.start(folder, javaOptions);
        servers.add(server);
        return server;
    }

    public TestRedis redis() {
        return redis;
    }

    public Database database() {
        return postgres;
    }

    /** The shared PostgreSQL's database, which most sites have. */
    public TestPostgres postgres() {
        return (TestPostgres) postgres;
    }

    /** Everything that its servers have logged. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public long number(String sql) {
        return postgres.number(sql);
    }

    public void execute(String sql) {
        postgres.execute(sql);
    }

    /** How many works' tallies differ from the ledger, in one snapshot. */
    public long recount(String slug) {
        return number("SELECT count(*) FROM ledger_count l FULL JOIN standing s USING (campaign, work)"
                + " JOIN campaign c ON c.id = campaign WHERE c.slug = '" + slug
                + "' AND (l.recorded IS DISTINCT FROM s.recorded OR l.valid IS DISTINCT FROM s.valid)");
    }

    /** Moves campaign time, such as by {@code 1 day}; waits until every server lives in it. */
    public void shiftTime(String interval) {
        execute("INSERT INTO clock_shift (shift) VALUES ('" + interval + "')"
                + " ON CONFLICT (one) DO UPDATE SET shift = excluded.shift");
        servers.stream()
                .filter(RunningServer::isAlive)
                .forEach(server -> Eventually.holds(
                        "a server lives in shifted time", () -> Math.abs(server.now(slugs.get(0)) - epoch()) <= 2));
    }

    /** Moves campaign time to an instant, later than all before it: days that were fenced on the way stay so. */
    public void travelTo(Instant instant) {
        shiftTime(Duration.between(Instant.now(), instant).toSeconds() + " seconds");
        servers.stream()
                .filter(RunningServer::isAlive)
                .forEach(server -> slugs.forEach(
                        slug -> Eventually.holds("the day of " + slug + " is made", () -> server.hasDay(slug))));
    }

    private long epoch() {
        return number("SELECT extract(epoch FROM campaign_time())::bigint");
    }

    @Override
    public void close() {
        servers.forEach(RunningServer::kill);
        redis.close();
        delete(folder);
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config() {
        return """
                mode: demo
                data: %s
                site: {%s}
                http: {port: 0%s}
                management: {port: 0}
                sandbox: {port: 0}
                postgres: %s
                ballot: {loops: 2, queue: %d}
                redis: {embedded: false, url: "%s"}
                tokens: {%s}
                providers: {wechat: {appid: wxsandbox000000001%s}%s}
                operator: {%s}
                """.formatted(
                        folder.resolve("data"),
                        site,
                        edge,
                        postgresConfig(),
                        queue,
                        redisUrl,
                        tokens,
                        provider,
                        providers,
                        operator);
    }

    private String postgresConfig() {
        return postgres == null ? "{embedded: true}" : postgres.yaml();
    }

    private void write(String file, String text) {
        try {
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

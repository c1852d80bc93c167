package io.dianzan.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.kit.Crowd;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.Phone;
import io.dianzan.kit.Phone.Answer;
import io.dianzan.kit.RunningServer;
import io.dianzan.kit.TestSite;
import io.dianzan.kit.Web;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A hundred files in well under a minute, good, bad and stale ones mixed, on two processes while votes flow: no vote is
 * lost, and each was judged by the rules that were in force when it was accepted.
 */
class ReloadUnderLoadIT {
    private static final int CAMPAIGNS = 10;
    private static final int ROUNDS = 10;
    private static final int PHONES = 40;
    private static final long SEED = 20240227;
    /** What a phone may be told beside that it counted; the others are tried again. */
    private static final Set<String> TOLD = Set.of("quota-spent", "too-fast");

    private final TestSite site = new TestSite();
    private final Random random = new Random(SEED);
    private final List<String> firstTexts = new ArrayList<>();
    private final int[] versions = new int[CAMPAIGNS];
    private final AtomicInteger keys = new AtomicInteger();
    private final Map<String, AtomicInteger> placeToCounted = new ConcurrentHashMap<>();
    private final Set<String> strange = ConcurrentHashMap.newKeySet();
    private List<RunningServer> servers;
    private List<Web> managements;
    private Crowd crowd;
    private volatile boolean ended;

    @AfterEach
    void stop() {
        ended = true;
        if (crowd != null) {
            crowd.close();
        }
        site.close();
    }

    private enum Kind {
        GOOD,
        BAD,
        STALE
    }

    private static String slug(int campaign) {
        return "c" + campaign;
    }

    private Path file(int campaign) {
        return site.folder().resolve("conf/campaigns/" + slug(campaign) + ".yaml");
    }

    /** The first two have few votes a day, so that quotas are met; the others more than anybody casts. */
    private static int perDay(int campaign, int round) {
        return campaign < 2 ? 1 + (round + campaign) % 5 : 200 + round;
    }

    private void start() throws IOException {
        for (int i = 0; i < CAMPAIGNS; i++) {
            site.campaign(slug(i), "perDay: " + perDay(i, 0) + ", sameWork: allowed");
            firstTexts.add(Files.readString(file(i)));
            versions[i] = 1;
        }
        servers = List.of(site.server(), site.server());
        crowd = new Crowd(PHONES, SEED, servers.toArray(RunningServer[]::new));
        managements = servers.stream()
                .map(server -> new Web(crowd.vertx(), server.managementPort()))
                .toList();
    }

    /** One tap after the other, each until it is told, on either server. */
    private Future<Void> flow(Phone phone) {
        if (ended) {
            return Future.succeededFuture();
        }
        var number = keys.incrementAndGet();
        return until(phone, slug(number % CAMPAIGNS), "key-" + number).compose(told -> flow(phone));
    }

    private Future<Void> until(Phone phone, String slug, String key) {
        var server = servers.get(keys.get() % servers.size());
        return phone.on(server).tapping(slug, "0001", key, null).compose(answer -> {
            if (answer.counted()) {
                placeToCounted
                        .computeIfAbsent(phone.voter() + " in " + slug, place -> new AtomicInteger())
                        .incrementAndGet();
                return Future.succeededFuture();
            }
            if (TOLD.contains(answer.code())) {
                return pause();
            }
            note(answer);
            return pause().compose(again -> until(phone, slug, key));
        });
    }

    private void note(Answer answer) {
        if (answer.status() != 0 && !"busy".equals(answer.code())) {
            strange.add(answer.status() + " " + answer.json());
        }
    }

    private Future<Void> pause() {
        return crowd.vertx().timer(20, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private void round(int round) throws IOException {
        var kinds = new HashMap<Integer, Kind>();
        for (int i = 0; i < CAMPAIGNS; i++) {
            // the first file of each is a good one: before it none is stale
            var kind = round == 1 ? Kind.GOOD : Kind.values()[random.nextInt(3)];
            kinds.put(i, kind);
            Files.writeString(file(i), text(i, round, kind));
            versions[i] += kind == Kind.GOOD ? 1 : 0;
        }
        kinds.forEach((campaign, kind) -> judged(campaign, kind, versions[campaign]));
    }

    private String text(int campaign, int round, Kind kind) {
        var first = firstTexts.get(campaign);
        var quota = "perDay: " + perDay(campaign, 0);
        return switch (kind) {
            case GOOD ->
                first.replace(quota, "perDay: " + perDay(campaign, round)) + "change: {by: the office, reason: round "
                        + round + "}\n";
            case BAD -> first.replace(quota, "perDay: round-" + round);
            case STALE -> first;
        };
    }

    /** A good file is a version, and both processes report the others. */
    private void judged(int campaign, Kind kind, int version) {
        if (kind == Kind.GOOD) {
            Eventually.holds("version " + version + " of " + slug(campaign), () -> versions(campaign) == version);
        }
        var words = kind == Kind.BAD ? "votes.perDay" : kind == Kind.STALE ? "is an older file" : "";
        managements.forEach(management -> Eventually.holds(
                "a process says of " + slug(campaign) + ": " + words,
                () -> words.isEmpty()
                        ? problem(management, campaign).isEmpty()
                        : problem(management, campaign).contains(words)));
    }

    private long versions(int campaign) {
        return site.number("SELECT count(*) FROM rules r JOIN campaign c ON c.id = r.campaign WHERE slug = '"
                + slug(campaign) + "'");
    }

    private String problem(Web management, int campaign) {
        return management.get("/ready").json().getJsonArray("rules", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("file").equals(file(campaign).toString()))
                .map(one -> one.getString("problem"))
                .findFirst()
                .orElse("");
    }

    /** A process that stood still while a version came into force knows nothing of it, and must learn it first. */
    private void roundWithOneProcessAsleep(int round) throws IOException {
        var asleep = servers.get(1);
        asleep.freeze();
        for (int i = 0; i < CAMPAIGNS; i++) {
            Files.writeString(file(i), text(i, round, Kind.GOOD));
            versions[i]++;
        }
        for (int i = 0; i < CAMPAIGNS; i++) {
            int campaign = i;
            Eventually.holds(
                    "the version is in force",
                    () -> versions(campaign) == versions[campaign]
                            && site.number("SELECT count(*) FROM rules WHERE effective_at > campaign_time()") == 0);
        }
        asleep.thaw();
        for (int i = 0; i < CAMPAIGNS; i++) {
            judged(i, Kind.GOOD, versions[i]);
        }
    }

    @Test
    void noVoteIsLostAndNoneIsJudgedByRulesThatWereNotInForce() throws Exception {
        start();
        var flows = crowd.phones().stream().map(this::flow).toList();
        for (int round = 1; round < ROUNDS; round++) {
            round(round);
        }
        roundWithOneProcessAsleep(ROUNDS);
        ended = true;
        Future.all(flows).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);

        assertThat(strange).isEmpty();
        assertThat(site.number(
                        "SELECT count(*) FROM ballot b JOIN rules r ON r.campaign = b.campaign AND r.version = b.rules"
                                + " LEFT JOIN rules n ON n.campaign = b.campaign AND n.version = b.rules + 1"
                                + " WHERE b.accepted_at < r.effective_at OR b.accepted_at >= n.effective_at"))
                .as("ballots that name rules which were not in force")
                .isZero();
        assertThat(site.number(
                        "SELECT count(*) FROM ballot b JOIN rules r ON r.campaign = b.campaign AND r.version = b.rules"
                                + " WHERE b.slot > substring(r.text FROM 'perDay: (\\d+)')::integer"))
                .as("ballots above the quota that they name")
                .isZero();
        assertThat(site.number("SELECT count(DISTINCT (campaign, rules)) FROM ballot"))
                .as("versions by which votes were cast")
                .isGreaterThan(CAMPAIGNS * 2);
        var counted = new TreeSet<String>();
        placeToCounted.forEach((place, count) -> counted.add(place + ": " + count));
        assertThat(counted).isEqualTo(ledger()).isNotEmpty();
        for (int i = 0; i < CAMPAIGNS; i++) {
            assertThat(versions(i)).as("versions of %s", slug(i)).isEqualTo(versions[i]);
            assertThat(site.recount(slug(i))).isZero();
        }
        assertThat(site.number("SELECT count(*) FROM audit WHERE act = 'rules'"))
                .isEqualTo(site.number("SELECT count(*) FROM rules"));
    }

    private TreeSet<String> ledger() throws Exception {
        var places = new TreeSet<String>();
        try (var connection = site.database().superuser();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT voter || ' in ' || slug || ': ' || count(*) FROM ballot b"
                        + " JOIN campaign c ON c.id = b.campaign GROUP BY voter, slug")) {
            while (found.next()) {
                places.add(found.getString(1));
            }
        }
        return places;
    }
}

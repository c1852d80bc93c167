package io.dianzan.operator.export;

import static io.dianzan.kit.Await.await;
import static io.dianzan.kit.Await.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dianzan.campaign.Campaigns;
import io.dianzan.config.KeyRing;
import io.dianzan.fault.Refused;
import io.dianzan.kit.Eventually;
import io.dianzan.kit.MadeCampaign;
import io.dianzan.kit.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What leaves the house is what the ledger has, in every format, and of one snapshot. */
class ExportsIT {
    private static final TestPostgres DATABASE = TestPostgres.fresh();
    private static final Vertx VERTX = Vertx.vertx();
    private static final LocalDate FIRST = LocalDate.of(2024, 2, 27);
    private static final KeyRing KEYS = new KeyRing(List.of(new KeyRing.Key("k1", new byte[32])));
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(KEYS);
    private static Pool pool;
    private static MadeCampaign voted;

    @BeforeAll
    static void make() {
        pool = DATABASE.pool(VERTX, 5);
        voted = MadeCampaign.in(DATABASE, "voted", FIRST, 3, 12)
                .votes(1, 3_000)
                .ruled("held", "one address", "b.voter % 7 = 0")
                .ruled("void", "one address", "b.voter % 14 = 0")
                .ruled("valid", "a mistake", "b.voter % 28 = 0")
                .ruled("merged", "two voters turned out to be one", "b.voter % 11 = 0")
                .fenced();
        MadeCampaign.in(DATABASE, "empty", FIRST, 2, 3);
        DATABASE.execute("UPDATE work SET title = '=1+1', author = '第一行\n第二行, \"x\"' WHERE number = '0003'");
        DATABASE.execute("UPDATE work SET withdrawn_at = '2024-02-28T00:00+08:00' WHERE number = '0002' AND campaign = "
                + voted.id());
    }

    @AfterAll
    static void close() {
        await(pool.close());
        await(VERTX.close());
    }

    private static Order order(String slug, What what, Format format) {
        var campaigns = new Campaigns(pool);
        await(campaigns.refresh());
        return new Order(campaigns.require(slug), what, format, "auditor");
    }

    private static OtherReaders.Read export(String slug, What what, Format format) throws IOException {
        var file = Buffer.buffer();
        var rows = await(new Exports(VERTX, pool, PSEUDONYMS)
                .run(
                        order(slug, what, format),
                        piece -> {
                            file.appendBuffer(piece);
                            return Future.succeededFuture();
                        },
                        (so, far) -> {}));
        var read = OtherReaders.read(format, file.getBytes());
        assertThat(read.rows()).hasSize(rows.intValue());
        return read;
    }

    private static List<List<String>> ledger(String sql) {
        var rows = new ArrayList<List<String>>();
        try (var connection = DATABASE.superuser();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            while (found.next()) {
                var cells = new ArrayList<String>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    cells.add(found.getString(i) == null ? "" : found.getString(i));
                }
                rows.add(cells);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void resultsAreWhatTheLedgerHas(Format format) throws IOException {
        var read = export("voted", What.RESULTS, format);
        assertThat(read.columns())
                .startsWith("number", "title", "author", "category", "raw", "held", "void", "merged", "valid", "rank");
        var numberToRow = read.rows().stream().collect(Collectors.toMap(row -> row.get(0), row -> row));
        // by another way than the export's: each ballot with its last ruling
        for (var expected : ledger("""
                SELECT w.number, count(b.work), count(*) FILTER (WHERE s.state = 'held'), count(*) FILTER (WHERE s.state = 'void'),
                  count(*) FILTER (WHERE s.state = 'merged'), count(*) FILTER (WHERE s.state = 'valid')
                FROM work w LEFT JOIN ballot b ON b.work = w.id LEFT JOIN LATERAL (
                  SELECT coalesce((SELECT r.state FROM ruling r WHERE r.campaign = b.campaign AND r.day = b.day
                    AND r.voter = b.voter AND r.slot = b.slot ORDER BY r.seq DESC LIMIT 1), 'valid') AS state
                  WHERE b.work IS NOT NULL) s ON true
                WHERE w.campaign = %d GROUP BY w.number""".formatted(voted.id()))) {
            assertThat(numberToRow.get(expected.get(0)).subList(4, 9))
                    .as(expected.get(0))
                    .isEqualTo(expected.subList(1, 6));
        }
        assertThat(numberToRow.get("0003").get(1)).isEqualTo(format == Format.JSON ? "=1+1" : "'=1+1");
        assertThat(numberToRow.get("0003").get(2)).isEqualTo("第一行\n第二行, \"x\"");
        var last = read.rows().get(11);
        assertThat(List.of(last.get(0), last.get(9), last.get(10)))
                .containsExactly("0002", "", "2024-02-28T00:00:00.000000+08:00");
        assertThat(read.rows().subList(0, 11).stream().map(row -> Integer.parseInt(row.get(9))))
                .isSorted()
                .startsWith(1);
    }

    @Test
    void equalCountsShareARankAndTheNextIsSkipped() throws IOException {
        var tied = MadeCampaign.in(DATABASE, "tied", FIRST, 1, 5);
        var works = ledger("SELECT id FROM work WHERE campaign = " + tied.id() + " ORDER BY id");
        int voter = 0;
        for (int work = 0; work < 5; work++) {
            for (int votes = 0; votes < List.of(1, 3, 2, 2, 0).get(work); votes++) {
                DATABASE.execute(
                        "INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules) VALUES ("
                                + tied.id() + ", '" + FIRST + "', " + ++voter + ", 1, "
                                + works.get(work).get(0)
                                + ", gen_random_uuid(), now(), 1)");
            }
        }
        var read = export("tied", What.RESULTS, Format.CSV);
        assertThat(read.rows().stream().map(row -> row.get(0) + " " + row.get(9)))
                .containsExactly("0002 1", "0003 2", "0004 2", "0001 4", "0005 5");
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void ballotsAreTheRowsOfTheLedger(Format format) throws IOException {
        var read = export("voted", What.BALLOTS, format);
        var names = PSEUDONYMS.of("voted");
        var expected = ledger("""
                SELECT b.day, b.voter, b.slot, w.number, to_char(b.accepted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US"+08:00"'),
                  b.rules, coalesce((SELECT r.state FROM ruling r WHERE r.campaign = b.campaign AND r.day = b.day
                    AND r.voter = b.voter AND r.slot = b.slot ORDER BY r.seq DESC LIMIT 1), 'valid'),
                  CASE WHEN b.share IS NULL THEN 'false' ELSE 'true' END
                FROM ballot b JOIN work w ON w.id = b.work WHERE b.campaign = %d ORDER BY b.day, b.accepted_at, b.tap""".formatted(voted.id()));
        expected.forEach(row -> row.set(1, names.of(Long.parseLong(row.get(1)))));
        assertThat(read.rows()).hasSize(9_000);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(read.rows().get(i)).as("row %d", i).isEqualTo(expected.get(i));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void aCampaignWithoutBallotsHasAWholeFile(Format format) throws IOException {
        assertThat(export("empty", What.BALLOTS, format).rows()).isEmpty();
        assertThat(export("empty", What.RESULTS, format).rows())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.subList(4, 10)).containsExactly("0", "0", "0", "0", "0", "1"));
    }

    @Test
    void aVoterHasAnotherNameInEachCampaignAndNowhereHisNumber() {
        var here = PSEUDONYMS.of("voted").of(17);
        assertThat(here)
                .matches("v[0-9a-f]{24}")
                .isNotEqualTo(PSEUDONYMS.of("empty").of(17));
        assertThat(PSEUDONYMS.of("voted").of(17)).isEqualTo(here);
        var other = new Pseudonyms(new KeyRing(List.of(new KeyRing.Key("k2", new byte[] {1, 2, 3}))));
        assertThat(other.of("voted").of(17)).isNotEqualTo(here);
    }

    @Test
    void theAuditSpeaksOfVotersByTheirPseudonyms() throws IOException {
        DATABASE.execute("""
                INSERT INTO audit (at, campaign, operator, act, reason, before, after) VALUES (now(), %d, 'operator', 'ban', 'farm',
                  '{"voter": 123456}', '{"voter": 123456, "ballots": [{"voter": 654321, "slot": 2}], "selection": {"voter": [7, "8"], "address": "abcdef", "prefix": "fedcba"}, "voters": 3}')
                """.formatted(voted.id()));
        DATABASE.execute("INSERT INTO audit (at, operator, act, reason, after)"
                + " VALUES (now(), 'dianzan', 'merge', 'one unionid', '{\"voter\": 123456}')");
        var read = export("voted", What.AUDIT, Format.CSV);
        var names = PSEUDONYMS.of("voted");
        var ban = read.rows().stream()
                .filter(row -> row.get(4).equals("ban"))
                .findFirst()
                .orElseThrow();
        assertThat(ban.get(2)).isEqualTo("voted");
        assertThat(ban.get(6)).isEqualTo("{\"voter\":\"" + names.of(123_456) + "\"}");
        assertThat(ban.get(7))
                .contains(names.of(123_456), names.of(654_321), names.of(7), names.of(8), "\"slot\":2", "\"voters\":3")
                .doesNotContain("123456", "654321", "abcdef", "fedcba");
        assertThat(read.rows()).anySatisfy(row -> assertThat(row).contains("merge", ""));
    }

    @Test
    void whileVotesFlowItIsTrueOfOneSnapshot() throws IOException {
        var flowing = MadeCampaign.in(DATABASE, "flowing", FIRST, 4, 2).votes(1, 4_000);
        var work = ledger("SELECT min(id) FROM work WHERE campaign = " + flowing.id())
                .get(0)
                .get(0);
        var stop = new AtomicBoolean();
        var next = new AtomicInteger(100_000);
        // each voter votes on the first and on the last day in one transaction, and never on one alone
        var voting = new Thread(() -> {
            while (!stop.get()) {
                DATABASE.execute("""
                        INSERT INTO ballot (campaign, day, voter, slot, work, tap, accepted_at, rules)
                        SELECT %d, d::date, %d, 1, %s, gen_random_uuid(), d, 1
                        FROM unnest(ARRAY['%s', '%s']::timestamptz[]) d""".formatted(flowing.id(), next.incrementAndGet(), work, FIRST, FIRST.plusDays(3)));
            }
        });
        voting.start();
        try {
            Eventually.holds("votes flow", () -> next.get() > 100_020);
            var before = next.get();
            var read = export("flowing", What.BALLOTS, Format.CSV);
            var dayToVoters = new TreeMap<>(read.rows().stream()
                    .collect(Collectors.groupingBy(
                            row -> row.get(0), Collectors.mapping(row -> row.get(1), Collectors.toSet()))));
            Eventually.holds("votes went on meanwhile", () -> next.get() > before);
            var onlyFirst = new HashSet<>(dayToVoters.firstEntry().getValue());
            onlyFirst.removeAll(dayToVoters.lastEntry().getValue());
            assertThat(onlyFirst).isEmpty();
            assertThat(dayToVoters.lastEntry().getValue())
                    .hasSameSizeAs(dayToVoters.firstEntry().getValue())
                    .hasSizeGreaterThan(4_000);
        } finally {
            stop.set(true);
            try {
                voting.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void eachExportStandsInTheAuditBeforeItsFirstByteAndAfterItsLast() throws IOException {
        var before = DATABASE.number("SELECT count(*) FROM audit WHERE act LIKE 'export%'");
        var exports = new Exports(VERTX, pool, PSEUDONYMS);
        var firstPiece = Promise.<Void>promise();
        var taken = Promise.<Void>promise();
        var running = exports.run(
                order("voted", What.BALLOTS, Format.CSV),
                piece -> {
                    firstPiece.tryComplete();
                    return taken.future();
                },
                (so, far) -> {});
        await(firstPiece.future());
        assertThat(ledger("SELECT act, operator, after->>'what', after->>'format' FROM audit WHERE act LIKE 'export%'"
                        + " ORDER BY id OFFSET " + before))
                .containsExactly(List.of("export", "auditor", "ballots", "csv"));
        assertThat(await(exports.recent((int) voted.id())).get(0).outcome()).isEqualTo("running");
        taken.complete();
        await(running);
        assertThat(ledger("SELECT act, operator, after->>'rows' FROM audit WHERE act LIKE 'export%' ORDER BY id OFFSET "
                        + (before + 1)))
                .containsExactly(List.of("exported", "auditor", "9000"));
        assertThat(await(exports.recent((int) voted.id())).get(0).outcome()).isEqualTo("whole");
    }

    @Test
    void whoHangsUpBreaksItAndTheAuditSaysSo() {
        var exports = new Exports(VERTX, pool, PSEUDONYMS);
        var pieces = new AtomicInteger();
        for (int i = 0; i < 4; i++) {
            var broken = exports.run(
                    order("voted", What.BALLOTS, Format.CSV),
                    piece -> pieces.incrementAndGet() % 3 == 0
                            ? Future.failedFuture(new IOException("hung up"))
                            : Future.succeededFuture(),
                    (so, far) -> {});
            assertThat(failureOf(broken)).hasMessage("hung up");
        }
        assertThat(DATABASE.number(
                        "SELECT count(*) FROM audit WHERE act = 'export-broken' AND (after->>'rows')::int < 9000"))
                .isGreaterThanOrEqualTo(4);
        assertThat(await(exports.recent((int) voted.id())).get(0).outcome()).isEqualTo("broken");
        assertThat(DATABASE.number("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + DATABASE.database()
                        + "' AND state LIKE 'idle in transaction%'"))
                .isZero();
    }

    @Test
    void aThirdAtOnceIsToldToComeAgain() {
        var exports = new Exports(VERTX, pool, PSEUDONYMS);
        var order = order("voted", What.BALLOTS, Format.CSV);
        var taken = Promise.<Void>promise();
        var first = exports.run(order, piece -> taken.future(), (so, far) -> {});
        var second = exports.run(order, piece -> taken.future(), (so, far) -> {});
        var refused = (Refused) failureOf(exports.run(order, piece -> taken.future(), (so, far) -> {}));
        assertThat(refused.reason().code()).isEqualTo("busy");
        taken.complete();
        assertThat(List.of(await(first), await(second))).containsExactly(9_000L, 9_000L);
        assertThat(Map.of("again", await(exports.run(order, piece -> Future.succeededFuture(), (so, far) -> {}))))
                .containsEntry("again", 9_000L);
    }
}

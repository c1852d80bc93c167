package io.dianzan.operator.acts;

import static io.dianzan.kit.Await.await;

import io.dianzan.campaign.CampaignClock;
import io.dianzan.campaign.Campaigns;
import io.dianzan.catalogue.Catalogue;
import io.dianzan.catalogue.WorkTable;
import io.dianzan.integrity.Rulings;
import io.dianzan.kit.Await;
import io.dianzan.kit.SampleLedger;
import io.dianzan.kit.TestPostgres;
import io.dianzan.operator.staff.Operator;
import io.dianzan.operator.staff.Role;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A database with campaigns in which each act can be done, and the noun that does them. */
final class ActStage implements AutoCloseable {
    static final Operator FIRST = new Operator("first", Role.OPERATOR);
    static final Operator SECOND = new Operator("second", Role.OPERATOR);

    final TestPostgres postgres = TestPostgres.fresh();
    final SampleLedger ledger = new SampleLedger(postgres);
    final Acting acting;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;
    private int campaigns;

    ActStage() {
        pool = postgres.pool(vertx, 8);
        var clock = new CampaignClock(pool, Clock.systemUTC(), System::nanoTime);
        await(clock.measure());
        acting = new Acting(new Scene(new Campaigns(pool), new Catalogue(new WorkTable(pool)), clock), pool);
    }

    Rulings rulings() {
        return new Rulings(pool);
    }

    /** A campaign as this act needs it, and the order to it. A new act does not compile before it stands here. */
    Order ready(Act act) {
        var slug = act.word() + "-" + campaigns++;
        var closed = act == Act.MAKE_FINAL ? "closes: " + day(-1) + "T00:00\n" : "";
        var campaign = ledger.campaign(slug, "fourEyes: 2\n" + closed);
        var voters = ledger.voters(2);
        var order = Order.of(act, slug);
        ledger.cast(campaign, voters, "0001", "1 hour");
        return switch (act) {
            case PAUSE -> order.with("text", "稍后再来");
            case CLOSE -> order;
            case RESUME -> {
                event(campaign, "pause");
                yield order;
            }
            case EXTEND -> order.with("to", "2099-01-01T00:00");
            case WITHDRAW -> order.with("work", "1");
            case PUT_BACK -> {
                postgres.execute(
                        "UPDATE work SET withdrawn_at = now() WHERE number = '0001' AND campaign = " + campaign);
                yield order.with("work", "0001");
            }
            case BAN -> order.with("voter", voters.get(0).toString());
            case UNBAN -> {
                postgres.execute("INSERT INTO ban VALUES (" + voters.get(0) + ", now(), NULL, 'x')");
                yield order.with("voter", voters.get(0).toString());
            }
            case HOLD, VOID -> order.with("work", "0001");
            case RELEASE -> {
                did(FIRST, Order.of(Act.HOLD, slug).with("work", "0001"));
                yield order.with("work", "0001");
            }
            case CONFIRM, TAKE_BACK -> {
                ledger.cast(campaign, ledger.voter(), "0001", "1 hour");
                var proposal = did(FIRST, Order.of(Act.HOLD, slug).with("work", "0001"))
                        .proposal();
                yield order.with("proposal", proposal.toString());
            }
            case MAKE_FINAL -> {
                postgres.execute("INSERT INTO fence SELECT campaign, day, now() FROM campaign_day"
                        + " WHERE ends_at < now() AND campaign = " + campaign);
                yield order;
            }
        };
    }

    /** Looks, and does what it saw. */
    Done did(Operator operator, Order order) {
        var preview = await(acting.preview(operator, order));
        return await(acting.carryOut(operator, preview.order(), confirmed(preview)));
    }

    static Confirmed confirmed(Preview preview) {
        return new Confirmed("because", preview.version(), preview.typed());
    }

    /** Why a look fails. */
    Declined declined(Operator operator, Order order) {
        return (Declined) Await.failureOf(acting.preview(operator, order));
    }

    void event(int campaign, String kind) {
        postgres.execute("INSERT INTO event (campaign, kind, operator, reason, written_at, effective_at) VALUES ("
                + campaign + ", '" + kind
                + "', 'x', 'x', now(), now()); UPDATE campaign SET world = world + 1 WHERE id = " + campaign);
    }

    String day(int ahead) {
        return LocalDate.now(ZoneOffset.UTC).plusDays(ahead).toString();
    }

    /** A fingerprint of every table, so that nothing can have been done in one that nobody thought of. */
    Map<String, String> everything() {
        var tableToHash = new TreeMap<String, String>();
        for (var table : tables()) {
            tableToHash.put(
                    table,
                    text("SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) FROM \"" + table
                            + "\" t"));
        }
        return tableToHash;
    }

    private List<String> tables() {
        var tables = new ArrayList<String>();
        try (var connection = postgres.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                        + " AND relnamespace = 'public'::regnamespace AND NOT relispartition")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return tables;
    }

    String text(String sql) {
        try (var connection = postgres.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}

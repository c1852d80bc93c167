package io.dianzan;

import io.dianzan.kit.Ask;
import io.dianzan.kit.Phone;
import io.dianzan.kit.RawHttp.Answer;
import io.dianzan.kit.TestPostgres;
import java.sql.SQLException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** The part of {@link Provocations} that is about share links. */
final class ShareProvocations {
    private final Asks asks;
    private final ContractSite site;

    ShareProvocations(Asks asks, ContractSite site, BiConsumer<String, Supplier<Answer>> ways) {
        this.asks = asks;
        this.site = site;
        ways.accept("share 200 link", () -> asks.send(asks.of("share", "demo")));
        ways.accept("share 403 work-withdrawn", () -> asks.send(asks.of("share", "demo", "0099")));
        ways.accept("share 500 internal", () -> damaged("P0001"));
        ways.accept("share 503 busy", () -> damaged("53100"));
        ways.accept("shareEntry 200 work", () -> asks.send(entry(sharer())));
        ways.accept(
                "shareEntry 400 visitor", () -> asks.send(asks.of("shareEntry").query("visitor", "x")));
        ways.accept("shareEntry 404 share-unknown", () -> asks.send(asks.of("shareEntry")));
        ways.accept("shareEntry 500 internal", this::withoutShares);
        ways.accept("shareEntry 503 busy", this::whileSharesAreLocked);
        ways.accept("shared 200 numbers", () -> asks.send(shared(sharer())));
        ways.accept("shared 404 share-unknown", () -> asks.send(asks.of("shared", "demo")));
        ways.accept("shared 500 internal", this::withoutCounts);
        ways.accept("shared 503 busy", this::whileCountsAreLocked);
    }

    private Answer damaged(String state) {
        return site.damaged("share", state, () -> asks.send(asks.of("share", "demo")));
    }

    private Phone sharer() {
        var phone = site.phone();
        asks.send(asks.of("share", "demo").as(phone));
        return phone;
    }

    private Ask entry(Phone phone) {
        return entry(Asks.json(asks.send(asks.of("share", "demo").as(phone))).getString("code"));
    }

    private Ask entry(String code) {
        return new Ask("GET", "/v1/shares/" + code);
    }

    /** With codes that no process has looked up yet. */
    private Answer withoutShares() {
        site.stores().execute("REVOKE SELECT ON share FROM " + TestPostgres.SERVER);
        try {
            return asks.send(entry("2222222222"));
        } finally {
            site.stores().execute("GRANT SELECT ON share TO " + TestPostgres.SERVER);
        }
    }

    private Answer whileSharesAreLocked() {
        return whileLocked("share", entry("3333333333"));
    }

    private Ask shared(Phone phone) {
        return asks.of("shared", "demo").as(phone);
    }

    private Answer withoutCounts() {
        site.stores().execute("REVOKE SELECT ON share_count FROM " + TestPostgres.SERVER);
        try {
            return asks.send(shared(sharer()));
        } finally {
            site.stores().execute("GRANT SELECT ON share_count TO " + TestPostgres.SERVER);
        }
    }

    private Answer whileCountsAreLocked() {
        return whileLocked("share_count", shared(sharer()));
    }

    /** Longer than a statement waits for a lock. */
    private Answer whileLocked(String table, Ask ask) {
        try (var connection = site.stores().database().superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table);
            return asks.send(ask);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

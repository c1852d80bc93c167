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

    /** Longer than a statement waits for a lock. */
    private Answer whileCountsAreLocked() {
        try (var connection = site.stores().database().superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE share_count");
            return asks.send(shared(sharer()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

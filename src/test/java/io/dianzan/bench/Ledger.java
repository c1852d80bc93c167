package io.dianzan.bench;

import io.dianzan.config.ServerConfig;
import io.dianzan.store.Stores;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The database behind the server, as its owner sees it; asked between runs only. */
final class Ledger implements AutoCloseable {
    private final Connection connection;

    private Ledger(Connection connection) {
        this.connection = connection;
    }

    static Ledger open(ServerConfig config) throws SQLException {
        var address = Stores.join(config).postgres();
        var owner = address.owner();
        return new Ledger(DriverManager.getConnection(
                address.jdbcUrl(), owner.user(), owner.password().value()));
    }

    /** A figure without these would be of another promise. */
    void requireDurability() throws SQLException {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            var value = strings("SELECT current_setting('" + setting + "')").get(0);
            if (!value.equals("on")) {
                throw new IllegalStateException(setting + " is " + value);
            }
        }
    }

    /** Makes voters with dense numbers; gives the first. */
    long register(int voters) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO voter (created_at) SELECT clock_timestamp() FROM generate_series(1, " + voters + ")");
            statement.execute("VACUUM (ANALYZE) voter");
        }
        var ends = strings("SELECT min(id) FROM voter UNION ALL SELECT max(id) FROM voter");
        var first = Long.parseLong(ends.get(0));
        if (Long.parseLong(ends.get(1)) - first + 1 != voters) {
            throw new IllegalStateException("the voters' numbers are not dense");
        }
        return first;
    }

    long ballots(String campaign) throws SQLException {
        return Long.parseLong(
                strings("SELECT count(*) FROM ballot b JOIN campaign c ON c.id = b.campaign WHERE c.slug = '" + campaign
                                + "'")
                        .get(0));
    }

    /** Today, as the campaign's calendar has it. */
    String day(String campaign) throws SQLException {
        return strings("SELECT d.day FROM campaign_day d JOIN campaign c ON c.id = d.campaign WHERE c.slug = '"
                        + campaign + "' AND d.starts_at <= campaign_time() AND campaign_time() < d.ends_at")
                .get(0);
    }

    List<String> works(String campaign) throws SQLException {
        return strings("SELECT number FROM work w JOIN campaign c ON c.id = w.campaign WHERE c.slug = '" + campaign
                + "' ORDER BY number");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private List<String> strings(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }
}

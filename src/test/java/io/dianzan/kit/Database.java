package io.dianzan.kit;

import java.sql.Connection;
import java.sql.SQLException;

/** A real database that servers of a test stand on, and that the test can look into. */
public interface Database {
    /** The section {@code postgres} of the servers' config. */
    String yaml();

    /** A connection that may do everything, for looking and for meddling. */
    Connection superuser();

    /** The first column of the first row. */
    default long number(String sql) {
        try (var connection = superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    default void execute(String sql) {
        try (var connection = superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}

package io.dianzan.operator.export;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;

/** What an export reads; all of it inside one snapshot. Made for one export, and for one thread at a time. */
interface Contents {
    List<String> columns();

    /** About how many rows there are, without counting a ledger. */
    Future<Long> about(SqlConnection snapshot);

    /** The questions whose answers are the rows, in this order. */
    Future<List<Part>> parts(SqlConnection snapshot);

    /** The cells of a row, in the order of the columns. */
    Object[] cells(Row row);

    /** A question that a cursor reads. */
    record Part(String sql, Tuple parameters) {}

    static Contents of(Order order, Pseudonyms pseudonyms) {
        var names = pseudonyms.of(order.campaign().slug());
        return switch (order.what()) {
            case RESULTS -> new ResultsTable(order.campaign().id(), order.zone());
            case BALLOTS -> new BallotsTable(order.campaign().id(), order.zone(), names);
            case AUDIT -> new AuditTable(order.campaign().id(), order.zone(), names);
        };
    }
}

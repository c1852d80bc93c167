package io.dianzan.operator.staff;

import io.dianzan.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** SQL of local accounts: each change is written with its line of the audit, in one statement; no secret is in that. */
final class AccountTable {
    private final Pool pool;

    AccountTable(Pool pool) {
        this.pool = pool;
    }

    Future<List<Account>> all() {
        return pool.query("""
                        SELECT id, name, role, password, made_at FROM operator_account
                        WHERE ended_at IS NULL ORDER BY name""").mapping(AccountTable::account).execute().map(Rows::list);
    }

    Future<Optional<Account>> find(String name) {
        return pool.preparedQuery("""
                        SELECT id, name, role, password, made_at FROM operator_account
                        WHERE name = $1 AND ended_at IS NULL""")
                .mapping(AccountTable::account)
                .execute(Tuple.of(name))
                .map(rows -> Rows.list(rows).stream().findFirst());
    }

    /** False where the name is taken. */
    Future<Boolean> add(Operator operator, String password, String by, String reason) {
        return changed("""
                WITH made AS (
                  INSERT INTO operator_account (name, role, password) VALUES ($1, $2, $3)
                  ON CONFLICT (name) WHERE ended_at IS NULL DO NOTHING
                  RETURNING name, role)
                INSERT INTO audit (at, operator, act, reason, after)
                SELECT campaign_time(), $4, 'operator-add', $5, jsonb_build_object('name', name, 'role', role)
                FROM made""", Tuple.of(operator.name(), operator.role().word(), password, by, reason));
    }

    /** False where nobody has the name. */
    Future<Boolean> remove(String name, String by, String reason) {
        return changed("""
                WITH ended AS (
                  UPDATE operator_account SET ended_at = clock_timestamp() WHERE name = $1 AND ended_at IS NULL
                  RETURNING name, role)
                INSERT INTO audit (at, operator, act, reason, before)
                SELECT campaign_time(), $2, 'operator-remove', $3, jsonb_build_object('name', name, 'role', role)
                FROM ended""", Tuple.of(name, by, reason));
    }

    /** False where nobody has the name. */
    Future<Boolean> reset(String name, String password, String by, String reason) {
        return changed("""
                WITH ended AS (
                  UPDATE operator_account SET ended_at = clock_timestamp() WHERE name = $1 AND ended_at IS NULL
                  RETURNING name, role),
                made AS (
                  INSERT INTO operator_account (name, role, password) SELECT name, role, $2 FROM ended
                  RETURNING name, role)
                INSERT INTO audit (at, operator, act, reason, after)
                SELECT campaign_time(), $3, 'operator-reset', $4, jsonb_build_object('name', name, 'role', role)
                FROM made""", Tuple.of(name, password, by, reason));
    }

    /** False where nobody has the name in another role. */
    Future<Boolean> change(Operator operator, String by, String reason) {
        return changed("""
                WITH ended AS (
                  UPDATE operator_account SET ended_at = clock_timestamp()
                  WHERE name = $1 AND ended_at IS NULL AND role <> $2
                  RETURNING name, role, password),
                made AS (
                  INSERT INTO operator_account (name, role, password) SELECT name, $2, password FROM ended
                  RETURNING name, role)
                INSERT INTO audit (at, operator, act, reason, before, after)
                SELECT campaign_time(), $3, 'operator-role', $4,
                  jsonb_build_object('name', ended.name, 'role', ended.role),
                  jsonb_build_object('name', made.name, 'role', made.role)
                FROM ended, made""", Tuple.of(operator.name(), operator.role().word(), by, reason));
    }

    /** The same password, computed at a higher cost. */
    Future<Void> rehash(Account account, String password) {
        return pool.preparedQuery("UPDATE operator_account SET password = $2 WHERE id = $1 AND password = $3")
                .execute(Tuple.of(account.id(), password, account.password()))
                .mapEmpty();
    }

    private Future<Boolean> changed(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> rows.rowCount() == 1);
    }

    private static Account account(Row row) {
        return new Account(
                row.getLong("id"),
                new Operator(row.getString("name"), Role.named(row.getString("role"))),
                row.getString("password"),
                Rows.instant(row, "made_at"));
    }
}

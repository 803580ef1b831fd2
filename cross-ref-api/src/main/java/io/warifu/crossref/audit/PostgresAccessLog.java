package io.warifu.crossref.audit;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The access log in the service's own database, each entry a transaction of its own.
 *
 * <p>Guarantee: an entry is on disk when {@link #write} returns, and the database itself refuses to
 * change or delete one. Limit: whoever owns the database server can still rewrite it; hash chain
 * and witnesses come later.
 */
public final class PostgresAccessLog implements AccessLog {

    private static final String INSERT =
            """
            insert into access_event
                (at, user_name, roles, action, owner, patients, record_id, outcome, detail, trace_id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String SELECT =
            "select * from access_event where sequence < ? order by sequence desc limit ?";

    private final JdbcClient jdbc;

    public PostgresAccessLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void write(Access access) {
        try {
            // No surrounding transaction: the statement commits by itself before it returns.
            jdbc.sql(INSERT)
                    .params(
                            List.of(
                                    Timestamp.from(access.at()),
                                    access.user(),
                                    access.roles().toArray(String[]::new),
                                    access.action().name(),
                                    access.owner(),
                                    access.patients().toArray(String[]::new),
                                    access.recordId(),
                                    access.outcome().name(),
                                    access.detail(),
                                    access.traceId()))
                    .update();
        } catch (DataAccessException | TransactionException e) {
            throw new WarifuException(
                    ErrorCode.AUDIT_UNAVAILABLE, "The access log does not take entries.", e);
        }
    }

    @Override
    public List<LoggedAccess> read(long before, int limit) {
        AccessLogs.requirePage(limit);
        return jdbc.sql(SELECT).param(before).param(limit).query((row, _) -> logged(row)).list();
    }

    private static LoggedAccess logged(ResultSet row) throws SQLException {
        return new LoggedAccess(
                row.getLong("sequence"),
                new Access(
                        row.getTimestamp("at").toInstant(),
                        row.getString("user_name"),
                        texts(row.getArray("roles")),
                        Access.Action.valueOf(row.getString("action")),
                        row.getString("owner"),
                        texts(row.getArray("patients")),
                        row.getString("record_id"),
                        Access.Outcome.valueOf(row.getString("outcome")),
                        row.getString("detail"),
                        row.getString("trace_id")));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}

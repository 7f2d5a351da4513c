package io.processmanager.store.start;

import io.processmanager.database.Dialect;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.start.InsertStatements.Form;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Inserts processes that have a unique key, unless a living process has it. If another transaction is about to start one
 * with the same key, waits for its end.
 */
final class KeyedInserts {

    private static final String HOLDER = "select pid from process where living_key = ?";

    private static final RowStatement<ProcessEntity> UNLESS_LIVING = new RowStatement<>(Form.QUEUED_WITH_TURN.text()
            + "\n on conflict (living_key) where living_key is not null do nothing", Transitions.STARTED);

    /** How often the holder of a key may end between the insert and the look-up; each time takes a whole process. */
    private static final int MOST_TRIES = 100;

    private final Connection connection;
    private final Dialect dialect;

    /** @param connection in the transaction of the caller */
    KeyedInserts(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    /** @return the pid of the living process that has the key; empty if this one was inserted */
    Optional<String> insert(ProcessEntity process) throws SQLException {
        for (int i = 0; i < MOST_TRIES; i++) {
            if (isInserted(process)) {
                InsertStatements.insertTags(connection, List.of(process));
                return Optional.empty();
            }
            Optional<String> holder = holder(process.turn().uniqueKey());
            if (holder.isPresent()) {
                return holder;
            }
        }
        throw new SQLException("Process " + process.pid() + " was not queued: processes with the unique key '" + process.turn().uniqueKey()
                + "' begin and end too quickly to tell whether one lives. Start it again");
    }

    private boolean isInserted(ProcessEntity process) throws SQLException {
        if (dialect.skipsDuplicates()) {
            return isInserted(process, UNLESS_LIVING);
        }
        try {
            return holder(process.turn().uniqueKey()).isEmpty() && isInserted(process, Form.QUEUED_WITH_TURN.row());
        } catch (SQLException failure) {
            // The transaction goes on: only this statement was rolled back.
            if (SqlFailure.in(failure).filter(SqlFailure::isDuplicate).isEmpty()) {
                throw failure;
            }
            return false;
        }
    }

    private boolean isInserted(ProcessEntity process, RowStatement<ProcessEntity> statement) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            statement.bind(insert, process);
            return insert.executeUpdate() == 1;
        }
    }

    private Optional<String> holder(String key) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HOLDER)) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}

package io.processmanager.store.start;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Sends new processes in a way that works on every database. */
public class InsertStatements {

    public static final RowStatement<ProcessEntity> QUEUED = of(Transitions.START);
    public static final RowStatement<ProcessEntity> CLAIMED = of(Transitions.CLAIMED_START);

    static InsertStatements of(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? new PostgresInsertStatements() : new InsertStatements();
    }

    private static RowStatement<ProcessEntity> of(ColumnValues start) {
        return new RowStatement<>("insert into process (" + start.names() + ")\nvalues (" + start.expressions() + ")", Transitions.STARTED);
    }

    /**
     * @param connection in the transaction of the caller
     * @param processes at least one
     * @param claimedBy the runner that claims them on insert; empty to queue them
     */
    final void insert(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        claimedBy.ifPresent(runner -> processes.forEach(process -> process.claimBy(runner)));
        insert(connection, processes, claimedBy.isPresent());
    }

    void insert(Connection connection, List<ProcessEntity> processes, boolean claimed) throws SQLException {
        RowStatement<ProcessEntity> statement = claimed ? CLAIMED : QUEUED;
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            for (ProcessEntity process : processes) {
                statement.bind(insert, process);
                if (processes.size() > 1) {
                    insert.addBatch();
                }
            }
            if (processes.size() > 1) {
                insert.executeBatch();
            } else {
                insert.executeUpdate();
            }
        }
    }
}

package io.processmanager.store.start;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowChunks;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Inserts many rows in one statement with an array per column: planned and executed once, whatever the driver's batch
 * settings.
 */
public final class PostgresInsertStatements extends InsertStatements {

    public static final ArrayStatement<ProcessEntity> QUEUED_TOGETHER = of(Transitions.START);
    public static final ArrayStatement<ProcessEntity> CLAIMED_TOGETHER = of(Transitions.CLAIMED_START);

    private static final int MOST_ROWS = 1_000;

    private static ArrayStatement<ProcessEntity> of(ColumnValues start) {
        return new ArrayStatement<>("insert into process (" + start.names() + ")\nselect " + start.expressions() + "\n  from :rows", Transitions.STARTED,
                Transitions.STARTED.stream().filter(parameter -> !parameter.isShared()).map(Parameter::name).toList());
    }

    @Override
    void insert(Connection connection, List<ProcessEntity> processes, boolean claimed) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = RowChunks.end(processes, from, MOST_ROWS, process -> process.specification().length() + process.data().length());
            if (to == from + 1) {
                super.insert(connection, processes.subList(from, to), claimed);
            } else {
                insertTogether(connection, processes.subList(from, to), claimed ? CLAIMED_TOGETHER : QUEUED_TOGETHER);
            }
            from = to;
        }
    }

    private static void insertTogether(Connection connection, List<ProcessEntity> processes, ArrayStatement<ProcessEntity> statement) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            statement.bind(connection, insert, processes);
            insert.executeUpdate();
        }
    }
}

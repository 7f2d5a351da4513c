package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** How new processes are sent to a database; this is the way that every database knows. */
class InsertStatements {

    /** What is the same for every new process. */
    static final String CONSTANTS = "'QUEUED', 0, 0, 0, 1, 0, 0, 0";

    /** The columns that {@link #CONSTANTS} fill. */
    static final String CONSTANT_COLUMNS = "state, fence, revision, step_index, attempt, percent, spent_ms, rescues";

    private static final String INSERT = "insert into process (pid, name, specification, data, step_name, step_count, timeout_ms, created_at, due_at, "
            + CONSTANT_COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, " + CONSTANTS + ")";

    /**
     * @param connection in the transaction of the caller
     * @param processes what to insert, at least one
     * @throws SQLException if the database fails or refuses
     */
    void insert(Connection connection, List<ProcessEntity> processes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (ProcessEntity process : processes) {
                bind(insert, process);
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

    private static void bind(PreparedStatement insert, ProcessEntity process) throws SQLException {
        insert.setString(1, process.pid);
        insert.setString(2, process.name);
        insert.setString(3, process.specification);
        insert.setString(4, process.data);
        insert.setString(5, process.stepName);
        insert.setInt(6, process.stepCount);
        insert.setLong(7, process.timeoutMillis);
        insert.setLong(8, process.createdAt);
        insert.setLong(9, process.dueAt);
    }
}

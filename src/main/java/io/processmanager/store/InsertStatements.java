package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How new processes are sent to a database; this is the way that every database knows. */
class InsertStatements {

    /** The columns that differ. */
    static final String COLUMNS = "pid, name, specification, data, step_name, step_count, timeout_ms, created_at, due_at";

    private static final String COMMON_COLUMNS = ", step_index, attempt, percent, spent_ms, rescues";
    private static final String COMMON = ", 0, 1, 0, 0, 0";

    /** The columns in which those that wait differ from those that are claimed. */
    static final String QUEUED_COLUMNS = "state, fence, revision" + COMMON_COLUMNS;

    /** What these have where a process waits. */
    static final String QUEUED = "'QUEUED', 0, 0" + COMMON;

    /** Likewise where it is claimed; what a claim sets: see {@link ClaimStatements#SET}. */
    static final String CLAIMED_COLUMNS = "state, fence, revision, runner_id, claimed_at" + COMMON_COLUMNS;

    /** What these have where a process is claimed; takes the runner's id. */
    static final String CLAIMED = "'RUNNING', 1, 1, ?, now_millis()" + COMMON;

    private static final String INSERT = "insert into process (" + COLUMNS + ", %s) values (?, ?, ?, ?, ?, ?, ?, ?, ?, %s)";
    private static final String INSERT_QUEUED = String.format(Locale.ROOT, INSERT, QUEUED_COLUMNS, QUEUED);
    private static final String INSERT_CLAIMED = String.format(Locale.ROOT, INSERT, CLAIMED_COLUMNS, CLAIMED);

    /**
     * @param connection in the transaction of the caller
     * @param processes what to insert, at least one
     * @param claimedBy the runner that holds a claim of them from the beginning; empty if they are to wait in the queue
     * @throws SQLException if the database fails or refuses
     */
    void insert(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(claimedBy.isPresent() ? INSERT_CLAIMED : INSERT_QUEUED)) {
            for (ProcessEntity process : processes) {
                bind(insert, process);
                if (claimedBy.isPresent()) {
                    insert.setString(10, claimedBy.get());
                }
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

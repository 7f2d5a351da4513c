package io.processmanager.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The line in the log of a process which says that its runner was lost, and that a step is executed again because of that. */
final class LostStepLine {

    private static final String INSERT = """
            insert into process_log (pid, logged_at, step, attempt, stream, line) values (?, now_millis(), ?, ?, 'log', ?)
            """;

    private LostStepLine() {
    }

    /**
     * @param connection in the transaction that gives the process back to the queue
     * @param pid the process
     * @param step the step that was lost; null if none is left and only the end of the process was to be written
     * @param attempt which attempt of it
     * @param text who was lost, and the consequence
     */
    static void insert(Connection connection, String pid, String step, int attempt, String text) throws SQLException {
        RunnerRegistry.update(connection, INSERT, pid, step == null ? "" : step, attempt, text);
    }
}

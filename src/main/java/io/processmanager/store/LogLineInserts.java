package io.processmanager.store;

import io.processmanager.LogLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Inserts what steps have said. */
final class LogLineInserts {

    private static final String LINE = """
            insert into process_log (pid, logged_at, step, attempt, stream, line) values (?, ?, ?, ?, ?, ?)
            """;

    private LogLineInserts() {
    }

    /**
     * @param connection in the transaction of the writes
     * @param writes whose lines are to be inserted
     * @throws SQLException if the database fails or refuses
     */
    static void insert(Connection connection, List<RunnerWrite> writes) throws SQLException {
        if (writes.stream().allMatch(write -> write.lines().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(LINE)) {
            for (RunnerWrite write : writes) {
                for (LogLine line : write.lines()) {
                    statement.setString(1, write.claim().pid());
                    statement.setLong(2, line.at().toEpochMilli());
                    statement.setString(3, line.step());
                    statement.setInt(4, line.attempt());
                    statement.setString(5, line.stream().name().toLowerCase(Locale.ROOT));
                    statement.setString(6, line.text());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }
}

package io.processmanager.store.transition;

import io.processmanager.database.Dialect;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.view.LogLine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Inserts log lines of steps, in batches of bounded size. */
final class LogLineInserts {

    private static final String LINE = """
            insert into process_log (pid, logged_at, step, attempt, stream, line, part, bytes) values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final int MOST_CHARACTERS = 65_536;

    private final Connection connection;
    private final Dialect dialect;
    private final TriedReports tried;
    private int characters;

    /** @param tried reports whose lines may be stored already */
    LogLineInserts(Connection connection, Dialect dialect, TriedReports tried) {
        this.connection = connection;
        this.dialect = dialect;
        this.tried = tried;
    }

    void insert(List<RunnerWrite> writes) throws SQLException {
        if (writes.stream().allMatch(write -> write.lines().isEmpty())) {
            return;
        }
        List<RunnerWrite> reports = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LINE)) {
            for (RunnerWrite write : writes) {
                if (!write.lines().isEmpty() && !tried.wereLinesStored(connection, write)) {
                    insert(statement, write);
                    if (write instanceof Report) {
                        reports.add(write);
                    }
                }
            }
            statement.executeBatch();
        }
        if (!reports.isEmpty()) {
            // They commit together, so one line stands for all.
            long line = lastLine();
            reports.forEach(report -> tried.inserted(report, line));
        }
    }

    private void insert(PreparedStatement statement, RunnerWrite write) throws SQLException {
        for (LogLine line : write.lines()) {
            statement.setString(1, write.claim().pid());
            statement.setLong(2, line.at().toEpochMilli());
            statement.setString(3, line.step());
            statement.setInt(4, line.attempt());
            statement.setString(5, line.stream().name().toLowerCase(Locale.ROOT));
            statement.setString(6, line.text());
            statement.setString(7, line.part().name().toLowerCase(Locale.ROOT));
            statement.setInt(8, line.bytes());
            statement.addBatch();
            characters += line.text().length();
            if (characters >= MOST_CHARACTERS) {
                statement.executeBatch();
                characters = 0;
            }
        }
    }

    private long lastLine() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(dialect.lastIdentity()); ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}

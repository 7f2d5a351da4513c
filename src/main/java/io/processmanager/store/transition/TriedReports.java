package io.processmanager.store.transition;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Reports of unknown outcome, each with the id of a log line inserted with it. A retry must not repeat lines: if the
 * commit succeeded and only the answer was lost, that line exists.
 */
public final class TriedReports {

    private static final String LINE = "select 1 from process_log where id = ?";

    private final Map<RunnerWrite, Long> lines = new IdentityHashMap<>();

    /**
     * Call after updating the process row in the same transaction: an earlier one still committing holds its lock.
     */
    boolean wereLinesStored(Connection connection, RunnerWrite write) throws SQLException {
        Long line = lines.get(write);
        if (line == null) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(LINE)) {
            statement.setLong(1, line);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** @param line the id of a line inserted with the write, not committed yet */
    void inserted(RunnerWrite write, long line) {
        lines.put(write, line);
    }

    /** The outcome is known. */
    public void decided(RunnerWrite write) {
        lines.remove(write);
    }
}

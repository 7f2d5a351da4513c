package io.processmanager.store.transition;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Reports of which it is not known yet whether they are durable, each with one of the lines of the log that were inserted with it. A report may be written twice, but its lines
 * must not: if the commit was made and only the answer was lost, that line is there.
 */
public final class TriedReports {

    private static final String LINE = "select 1 from process_log where id = ?";

    private final Map<RunnerWrite, Long> lines = new IdentityHashMap<>();

    /** To be asked in the transaction that has updated the row of the process: an earlier one that is still about to commit holds the lock of that row. */
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

    /** @param line the identity of a line that was inserted with the write in a transaction which is about to be committed */
    void inserted(RunnerWrite write, long line) {
        lines.put(write, line);
    }

    /** It is known what has become of the write. */
    public void decided(RunnerWrite write) {
        lines.remove(write);
    }
}

package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Sends many rows as one statement with an array for each column: the database plans and executes once, whatever the driver is told about batches. */
final class PostgresInsertStatements extends InsertStatements {

    private static final int MOST_ROWS = 1_000;

    private static final String INSERT = "insert into process (" + COLUMNS + ", %s) select r.*, %s"
            + " from unnest(?::varchar[], ?::varchar[], ?::text[], ?::text[], ?::varchar[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[]) r";
    private static final String INSERT_QUEUED = String.format(Locale.ROOT, INSERT, QUEUED_COLUMNS, QUEUED);
    private static final String INSERT_CLAIMED = String.format(Locale.ROOT, INSERT, CLAIMED_COLUMNS, CLAIMED);

    @Override
    void insert(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = PartsOfRows.end(processes, from, MOST_ROWS, process -> process.specification.length() + process.data.length());
            if (to == from + 1) {
                super.insert(connection, processes.subList(from, to), claimedBy);
            } else {
                insertTogether(connection, processes.subList(from, to), claimedBy);
            }
            from = to;
        }
    }

    private static void insertTogether(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(claimedBy.isPresent() ? INSERT_CLAIMED : INSERT_QUEUED)) {
            int first = 1;
            if (claimedBy.isPresent()) {
                insert.setString(first++, claimedBy.get());
            }
            bind(connection, insert, first, "varchar", processes, process -> process.pid);
            bind(connection, insert, first + 1, "varchar", processes, process -> process.name);
            bind(connection, insert, first + 2, "text", processes, process -> process.specification);
            bind(connection, insert, first + 3, "text", processes, process -> process.data);
            bind(connection, insert, first + 4, "varchar", processes, process -> process.stepName);
            bind(connection, insert, first + 5, "int4", processes, process -> process.stepCount);
            bind(connection, insert, first + 6, "int8", processes, process -> process.timeoutMillis);
            bind(connection, insert, first + 7, "int8", processes, process -> process.createdAt);
            bind(connection, insert, first + 8, "int8", processes, process -> process.dueAt);
            insert.executeUpdate();
        }
    }

    private static void bind(Connection connection, PreparedStatement insert, int index, String type, List<ProcessEntity> processes,
            Function<ProcessEntity, Object> column) throws SQLException {
        insert.setArray(index, connection.createArrayOf(type, processes.stream().map(column).toArray()));
    }
}

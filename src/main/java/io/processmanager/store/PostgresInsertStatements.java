package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/** Sends many rows as one statement with an array for each column: the database plans and executes once, whatever the driver is told about batches. */
final class PostgresInsertStatements extends InsertStatements {

    private static final int MOST_ROWS = 1_000;

    /** An array is one value to the database, which takes 1 GB at most. */
    private static final int MOST_CHARACTERS = 16_000_000;

    private static final String INSERT = "insert into process (pid, name, specification, data, step_name, step_count, timeout_ms, created_at, due_at, "
            + CONSTANT_COLUMNS + ") select r.*, " + CONSTANTS
            + " from unnest(?::varchar[], ?::varchar[], ?::text[], ?::text[], ?::varchar[], ?::integer[], ?::bigint[], ?::bigint[], ?::bigint[]) r";

    @Override
    void insert(Connection connection, List<ProcessEntity> processes) throws SQLException {
        for (int from = 0; from < processes.size();) {
            int to = endOfPart(processes, from);
            if (to == from + 1) {
                super.insert(connection, processes.subList(from, to));
            } else {
                insertTogether(connection, processes.subList(from, to));
            }
            from = to;
        }
    }

    private static int endOfPart(List<ProcessEntity> processes, int from) {
        long characters = 0;
        int to = from;
        while (to < processes.size() && to - from < MOST_ROWS && (to == from || characters < MOST_CHARACTERS)) {
            characters += processes.get(to).specification.length() + processes.get(to).data.length();
            to++;
        }
        return to;
    }

    private static void insertTogether(Connection connection, List<ProcessEntity> processes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(connection, insert, 1, "varchar", processes, process -> process.pid);
            bind(connection, insert, 2, "varchar", processes, process -> process.name);
            bind(connection, insert, 3, "text", processes, process -> process.specification);
            bind(connection, insert, 4, "text", processes, process -> process.data);
            bind(connection, insert, 5, "varchar", processes, process -> process.stepName);
            bind(connection, insert, 6, "int4", processes, process -> process.stepCount);
            bind(connection, insert, 7, "int8", processes, process -> process.timeoutMillis);
            bind(connection, insert, 8, "int8", processes, process -> process.createdAt);
            bind(connection, insert, 9, "int8", processes, process -> process.dueAt);
            insert.executeUpdate();
        }
    }

    private static void bind(Connection connection, PreparedStatement insert, int index, String type, List<ProcessEntity> processes,
            Function<ProcessEntity, Object> column) throws SQLException {
        insert.setArray(index, connection.createArrayOf(type, processes.stream().map(column).toArray()));
    }
}

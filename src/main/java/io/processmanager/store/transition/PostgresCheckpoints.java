package io.processmanager.store.transition;

import io.processmanager.database.statement.ArrayStatement;
import io.processmanager.database.statement.RowChunks;
import io.processmanager.store.transition.RunnerWrite.Advance;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Writes many checkpoints in one PostgreSQL statement. */
public final class PostgresCheckpoints {

    public static final ArrayStatement<Advance> CHECKPOINTS = new ArrayStatement<>("with advanced as (\n" + Transitions.CHECKPOINT.textForArrays() + "\nreturning p.pid, p.last_runner_id, number),\n"
            + "inserted as (insert into process_step (pid, " + Transitions.STEP.names() + ", runner_id)\nselect pid, " + Transitions.STEP.expressions() + ", last_runner_id from advanced)\n"
            + "select number from advanced", Transitions.ADVANCED, Transitions.CHECKPOINT.tabled());

    /** Element access in an array of texts slows down with its length. */
    private static final int MOST_ROWS = 200;

    private final Connection connection;

    PostgresCheckpoints(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param advances all with a completed step
     * @param rows receives 1 for each one written, 0 for the others
     */
    void write(List<Advance> advances, Map<RunnerWrite, Integer> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHECKPOINTS.sql())) {
            for (int from = 0; from < advances.size();) {
                int to = RowChunks.end(advances, from, MOST_ROWS, advance -> advance.completed().orElseThrow().outputJson().length());
                write(statement, advances.subList(from, to), rows);
                from = to;
            }
        }
    }

    private void write(PreparedStatement statement, List<Advance> part, Map<RunnerWrite, Integer> rows) throws SQLException {
        CHECKPOINTS.bind(connection, statement, part);
        part.forEach(advance -> rows.put(advance, 0));
        try (ResultSet written = statement.executeQuery()) {
            while (written.next()) {
                rows.put(part.get(written.getInt(1) - 1), 1);
            }
        }
    }
}

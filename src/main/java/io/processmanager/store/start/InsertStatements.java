package io.processmanager.store.start;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.queue.StoredTurn;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Sends new processes in a way that works on every database. */
public class InsertStatements {

    private static final String TAG = "insert into process_tag (tag, pid) values (?, ?)";

    static InsertStatements of(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? new PostgresInsertStatements() : new InsertStatements();
    }

    /** Which columns are sent: an ordinary process leaves those of its turn to their defaults. */
    public enum Form {
        QUEUED(Transitions.START),
        CLAIMED(Transitions.CLAIMED_START),
        QUEUED_WITH_TURN(Transitions.START_WITH_TURN),
        CLAIMED_WITH_TURN(Transitions.CLAIMED_START_WITH_TURN);

        private final ColumnValues start;
        private final RowStatement<ProcessEntity> row;

        Form(ColumnValues start) {
            this.start = start;
            this.row = new RowStatement<>(text(), Transitions.STARTED);
        }

        private static Form of(ProcessEntity process, boolean claimed) {
            return process.turn().isOrdinary() ? claimed ? CLAIMED : QUEUED : claimed ? CLAIMED_WITH_TURN : QUEUED_WITH_TURN;
        }

        String text() {
            return "insert into process (" + start.names() + ")\nvalues (" + start.expressions() + ")";
        }

        ColumnValues start() {
            return start;
        }

        public RowStatement<ProcessEntity> row() {
            return row;
        }
    }

    /**
     * @param processes at least one
     * @return whether they are sent as a single statement, on a database that {@linkplain Dialect#insertsInOneStatement takes many rows by one}
     */
    static boolean areOneStatement(List<ProcessEntity> processes) {
        boolean ordinary = processes.get(0).turn().isOrdinary();
        return processes.stream().allMatch(process -> process.turn().isOrdinary() == ordinary && process.turn().tags() == null);
    }

    /**
     * @param connection in the transaction of the caller
     * @param processes at least one
     * @param claimedBy the runner that claims them on insert; empty to queue them
     */
    final void insert(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        claimedBy.ifPresent(runner -> processes.forEach(process -> process.claimBy(runner)));
        if (areOneStatement(processes)) {
            insert(connection, processes, Form.of(processes.get(0), claimedBy.isPresent()));
            return;
        }
        for (Form form : Form.values()) {
            List<ProcessEntity> some = processes.stream().filter(process -> Form.of(process, claimedBy.isPresent()) == form).toList();
            if (!some.isEmpty()) {
                insert(connection, some, form);
            }
        }
        insertTags(connection, processes);
    }

    void insert(Connection connection, List<ProcessEntity> processes, Form form) throws SQLException {
        RowStatement<ProcessEntity> statement = form.row();
        try (PreparedStatement insert = connection.prepareStatement(statement.sql())) {
            for (ProcessEntity process : processes) {
                statement.bind(insert, process);
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

    static void insertTags(Connection connection, List<ProcessEntity> processes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(TAG)) {
            for (ProcessEntity process : processes) {
                for (String tag : StoredTurn.tags(process.turn().tags())) {
                    insert.setString(1, tag);
                    insert.setString(2, process.pid());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }
}

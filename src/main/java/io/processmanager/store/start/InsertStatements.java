package io.processmanager.store.start;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.queue.StoredTurn;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Sends new processes in a way that works on every database. */
public class InsertStatements {

    private static final String LIMITED = "select 1 from queue where name = 'default' with ur";
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

        boolean isClaimed() {
            return this == CLAIMED || this == CLAIMED_WITH_TURN;
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

    /** @return how many were inserted as claimed, from the first; see {@link #insertQueued} and {@link #insertClaimed} */
    final int insert(Connection connection, List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        if (claimedBy.isPresent()) {
            return insertClaimed(connection, processes, claimedBy.get());
        }
        insertQueued(connection, processes);
        return 0;
    }

    /**
     * @param connection in the transaction of the caller
     * @param processes at least one
     */
    final void insertQueued(Connection connection, List<ProcessEntity> processes) throws SQLException {
        for (Form form : List.of(Form.QUEUED, Form.QUEUED_WITH_TURN)) {
            List<ProcessEntity> some = processes.stream().filter(process -> Form.of(process, false) == form).toList();
            if (!some.isEmpty()) {
                insert(connection, some, form);
            }
        }
        insertTags(connection, processes);
    }

    /**
     * Stops when the default queue turns out to have limits, which the node has not heard of yet.
     *
     * @param connection in the transaction of the caller
     * @param processes at least one, all in the default queue; ordinary ones first
     * @param runner claims them on insert
     * @return how many were inserted, from the first
     */
    final int insertClaimed(Connection connection, List<ProcessEntity> processes, String runner) throws SQLException {
        processes.forEach(process -> process.claimBy(runner));
        int ordinary = (int) processes.stream().filter(process -> process.turn().isOrdinary()).count();
        int inserted = ordinary == 0 ? 0 : insertUnlessLimited(connection, processes.subList(0, ordinary), Form.CLAIMED);
        if (inserted == ordinary && ordinary < processes.size()) {
            inserted += insertUnlessLimited(connection, processes.subList(ordinary, processes.size()), Form.CLAIMED_WITH_TURN);
        }
        insertTags(connection, processes.subList(0, inserted));
        return inserted;
    }

    int insertUnlessLimited(Connection connection, List<ProcessEntity> processes, Form form) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LIMITED); ResultSet row = select.executeQuery()) {
            if (row.next()) {
                return 0;
            }
        }
        insert(connection, processes, form);
        return processes.size();
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
        if (processes.stream().allMatch(process -> process.turn().tags() == null)) {
            return;
        }
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

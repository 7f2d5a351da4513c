package io.processmanager.store.children;

import io.processmanager.children.ChildWait;
import io.processmanager.database.Database;
import io.processmanager.queue.Started;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes to the tables of child processes. */
@ApplicationScoped
public class ChildRows {

    private static final String FORGET = "delete from process_child where parent = ? and pid = ?";
    private static final String ADD = "insert into process_child (parent, pid, step_index, attempt, position) values (?, ?, ?, ?, ?)";
    private static final String COUNT = "update process set children = coalesce(children, 0) + ? where pid = ?";
    private static final String END_GROUP = "delete from child_group where parent = ?";
    private static final String BEGIN_GROUP = """
            insert into child_group (parent, step_index, attempt, awaits, on_failure, began_at, output_json, active, waiting, retried) values (?, ?, ?, ?, ?, ?, ?, 1, 1, 0)
            """;
    /** A process that was cancelled meanwhile, or is claimed already, stays as it is. */
    private static final String WAKE = "update process set state = 'QUEUED', due_at = now_millis(), revision = revision + 1 where pid = ? and state = 'WAITING'";
    private static final String SETTLE = "update child_group set waiting = 0 where parent = ?";
    private static final String AWAIT_AGAIN = "update child_group set waiting = 1, retried = 0 where parent = ?";

    private final Database database;

    @Inject
    ChildRows(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    ChildRows() {
        this(null);
    }

    /**
     * Adds children in the active JTA transaction, which has started them and holds the lock of the parent's row.
     *
     * @param group of which attempt; stored unless nothing is awaited
     * @param children in their order; those that lived before may be known as children already, or be named twice
     * @throws SQLException if the database fails
     */
    public void add(ChildGroup group, List<Started> children) throws SQLException {
        database.inCurrentTransaction(connection -> {
            try (PreparedStatement add = connection.prepareStatement(ADD)) {
                for (int i = 0; i < children.size(); i++) {
                    if (!children.get(i).isNew()) {
                        add.executeBatch();
                        execute(connection, FORGET, group.parent(), children.get(i).pid());
                    }
                    set(add, group.parent(), children.get(i).pid(), group.stepIndex(), group.attempt(), i);
                    add.addBatch();
                }
                add.executeBatch();
            }
            execute(connection, COUNT, children.size(), group.parent());
            if (group.awaited() != ChildWait.NONE) {
                execute(connection, END_GROUP, group.parent());
                execute(connection, BEGIN_GROUP, group.parent(), group.stepIndex(), group.attempt(), group.awaited().name(), group.onFailure().name(), group.beganAt(), group.output());
            }
            return null;
        });
    }

    /**
     * Queues a parent that waits for its children, which concern it no longer.
     *
     * @return whether it was waiting
     * @throws SQLException if the database fails; nothing is changed then
     */
    public boolean wake(String parent) throws SQLException {
        return database.inTransaction(connection -> execute(connection, WAKE, parent) == 1 && execute(connection, SETTLE, parent) == 1);
    }

    /**
     * Whatever becomes of the parent or its children concerns the others no longer.
     *
     * @throws SQLException if the database fails
     */
    public void settle(String parent) throws SQLException {
        database.autoCommitted(connection -> execute(connection, SETTLE, parent));
    }

    /**
     * The opposite of {@link #settle}: the parent is about to wait again, or to end before its children.
     *
     * @throws SQLException if the database fails
     */
    public void awaitAgain(String parent) throws SQLException {
        database.autoCommitted(connection -> execute(connection, AWAIT_AGAIN, parent));
    }

    private static int execute(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}

package io.processmanager.store.children;

import io.processmanager.database.Database;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.queue.Lane;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads parents and their children. */
@ApplicationScoped
public class ChildLookups {

    private static final String LINEAGE = "select p.parent, p.queued_by from process p where p.pid = ?";
    private static final String GROUP = "select " + ChildGroup.COLUMNS + " from child_group g where g.parent = ?";
    private static final String OF_GROUP = "c.parent = ? and c.step_index = ? and c.attempt = ?";
    private static final String CHILDREN = "select c.position, c.pid, p.name, p.state, case when p.parent = c.parent then 1 else 0 end as own"
            + " from process_child c left join process p on p.pid = c.pid where " + OF_GROUP + " order by c.position";
    private static final String OUTPUTS = "select c.position, coalesce(p.next_input, s.output_json) from process_child c join process p on p.pid = c.pid and p.state = 'FINISHED'"
            + " join process_step s on s.pid = p.pid and s.step_index = p.step_count - 1 where " + OF_GROUP + " order by c.position";
    /** Children begin in their order, so the last one is likely to live. */
    private static final String LIVING = "select c.pid from process_child c join process p on p.pid = c.pid where " + OF_GROUP + " and p.finished_at is null"
            + " order by c.position desc fetch first 1 rows only";
    private static final String ENDED = "select c.pid from process_child c left join process p on p.pid = c.pid where " + OF_GROUP
            + " and (p.pid is null or p.finished_at is not null) fetch first 1 rows only";
    private static final String FAILED = "select c.pid from process_child c left join process p on p.pid = c.pid where " + OF_GROUP
            + " and (p.pid is null or p.finished_at is not null and p.state <> 'FINISHED') fetch first 1 rows only";
    private static final String MEMBER = "select state, case when ends_as is null then 0 else 1 end, queue, priority from process where pid = ?";
    private static final String WAITING = "select g.parent from child_group g where g.waiting = 1 and g.parent > ? order by g.parent fetch first ? rows only";
    private static final String ERROR = "select error from process where pid = ?";

    private final Database database;

    @Inject
    ChildLookups(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    ChildLookups() {
        this(null);
    }

    /**
     * Where a process comes from.
     *
     * @param depth how many processes are above it; at most what was asked for
     * @param queuedBy who has started it
     */
    public record Lineage(int depth, Optional<String> queuedBy) {
    }

    /** What a parent or a child is at, and where it is queued. */
    public record Member(ProcessState state, boolean isCompensated, Lane lane) {
    }

    /**
     * Reads in the active JTA transaction.
     *
     * @param most how far to look up
     * @throws SQLException if the database fails
     */
    public Lineage lineage(String pid, int most) throws SQLException {
        return database.inCurrentTransaction(connection -> {
            String[] own = lineage(connection, pid);
            int depth = 0;
            for (String parent = own[0]; parent != null && depth < most; parent = lineage(connection, parent)[0]) {
                depth++;
            }
            return new Lineage(depth, Optional.ofNullable(own[1]));
        });
    }

    private static String[] lineage(Connection connection, String pid) throws SQLException {
        return first(connection, LINEAGE, row -> new String[] {row.getString(1), row.getString(2)}, pid).orElseGet(() -> new String[2]);
    }

    /** @throws SQLException if the database fails */
    public Optional<ChildGroup> group(String parent) throws SQLException {
        return database.autoCommitted(connection -> first(connection, GROUP, ChildGroup::read, parent));
    }

    /** @throws SQLException if the database fails */
    public List<Child> children(ChildGroup group) throws SQLException {
        return all(CHILDREN, row -> new Child(row.getInt(1), row.getString(2), row.getInt(5) == 1, Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)).map(ProcessState::valueOf)), group);
    }

    /** Receives outputs. */
    @FunctionalInterface
    public interface OutputReceiver {
        /** @return whether to go on */
        boolean accept(int position, String json);
    }

    /**
     * Reads the outputs of the children that have finished, one after the other.
     *
     * @throws SQLException if the database fails
     */
    public void outputs(ChildGroup group, OutputReceiver receiver) throws SQLException {
        // In a transaction: otherwise the driver reads all rows at once.
        database.inTransaction(connection -> {
            try (PreparedStatement statement = prepared(connection, OUTPUTS, group)) {
                statement.setFetchSize(100);
                try (ResultSet rows = statement.executeQuery()) {
                    boolean isWanted = true;
                    while (isWanted && rows.next()) {
                        isWanted = receiver.accept(rows.getInt(1), rows.getString(2));
                    }
                }
            }
            return null;
        });
    }

    /**
     * @return a child that has not ended, mostly the last one of those
     * @throws SQLException if the database fails
     */
    public Optional<String> living(ChildGroup group) throws SQLException {
        return one(LIVING, group);
    }

    /** @throws SQLException if the database fails */
    public boolean isAnyEnded(ChildGroup group) throws SQLException {
        return one(ENDED, group).isPresent();
    }

    /** @throws SQLException if the database fails */
    public boolean hasAnyFailed(ChildGroup group) throws SQLException {
        return one(FAILED, group).isPresent();
    }

    /**
     * @return empty if it is gone
     * @throws SQLException if the database fails
     */
    public Optional<Member> member(String pid) throws SQLException {
        return database.autoCommitted(connection -> first(connection, MEMBER, row -> new Member(ProcessState.valueOf(row.getString(1)), row.getInt(2) == 1, new Lane(row.getString(3), row.getInt(4))), pid));
    }

    /**
     * @return why a child has failed, if that is known
     * @throws SQLException if the database fails
     */
    public Optional<ProcessError> error(String pid) throws SQLException {
        return database.autoCommitted(connection -> first(connection, ERROR, row -> Optional.ofNullable(row.getString(1)).map(StoredError::read), pid)).flatMap(error -> error);
    }

    /**
     * @param after the last pid of the page before
     * @return the parents that wait for children, or whose children wait for what becomes of them
     * @throws SQLException if the database fails
     */
    public List<String> waiting(String after, int limit) throws SQLException {
        return database.autoCommitted(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(WAITING)) {
                statement.setString(1, after);
                statement.setInt(2, limit);
                return rows(statement, row -> row.getString(1));
            }
        });
    }

    private Optional<String> one(String sql, ChildGroup group) throws SQLException {
        return all(sql, row -> row.getString(1), group).stream().findFirst();
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> all(String sql, RowReader<T> reader, ChildGroup group) throws SQLException {
        return database.autoCommitted(connection -> {
            try (PreparedStatement statement = prepared(connection, sql, group)) {
                return rows(statement, reader);
            }
        });
    }

    private static PreparedStatement prepared(Connection connection, String sql, ChildGroup group) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setString(1, group.parent());
        statement.setInt(2, group.stepIndex());
        statement.setInt(3, group.attempt());
        return statement;
    }

    private static <T> Optional<T> first(Connection connection, String sql, RowReader<T> reader, String pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, pid);
            return rows(statement, reader).stream().findFirst();
        }
    }

    private static <T> List<T> rows(PreparedStatement statement, RowReader<T> reader) throws SQLException {
        List<T> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                read.add(reader.read(rows));
            }
        }
        return read;
    }
}

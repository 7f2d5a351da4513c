package io.processmanager.store;

import io.processmanager.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Removes processes that ended long ago, with all their records. */
@ApplicationScoped
public class Retention {

    private static final String EXPIRED = """
            select pid, case when tags is null then 0 else 1 end, case when children is null then 0 else 1 end from process where finished_at is not null and finished_at < (values (now_millis() - ?)) order by finished_at
             fetch first ? rows only
            """;
    private static final String REMOVE = "delete from process where pid = ? and finished_at is not null and finished_at < now_millis() - ?";
    private static final List<String> REMOVE_RECORDS = List.of("delete from process_step where pid = ?", "delete from process_run where pid = ?",
            "delete from process_log where pid = ?");
    private static final String REMOVE_TAGS = "delete from process_tag where pid = ?";
    private static final List<String> REMOVE_CHILDREN = List.of("delete from process_child where parent = ?", "delete from child_group where parent = ?");

    private record Expired(boolean hasTags, boolean hasChildren) {
    }

    private final Database database;

    @Inject
    Retention(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    Retention() {
        this(null);
    }

    /**
     * Removes one batch in one transaction.
     *
     * @param after how long ended processes are kept
     * @param batchSize the maximum number
     * @return the number removed; less than the batch size if none are left
     * @throws SQLException if the database fails; nothing is removed then
     */
    public int removeBatch(Duration after, int batchSize) throws SQLException {
        return database.inTransaction(connection -> {
            SortedMap<String, Expired> expired = expired(connection, after, batchSize);
            List<String> removed = remove(connection, after, List.copyOf(expired.keySet()));
            for (String sql : REMOVE_RECORDS) {
                removeRecords(connection, sql, removed);
            }
            removeRecords(connection, REMOVE_TAGS, removed.stream().filter(pid -> expired.get(pid).hasTags()).toList());
            for (String sql : REMOVE_CHILDREN) {
                removeRecords(connection, sql, removed.stream().filter(pid -> expired.get(pid).hasChildren()).toList());
            }
            return removed.size();
        });
    }

    private static void removeRecords(Connection connection, String sql, List<String> pids) throws SQLException {
        if (!pids.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (String pid : pids) {
                    statement.setString(1, pid);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    /** In the order in which rows are locked, with what each has. */
    private static SortedMap<String, Expired> expired(Connection connection, Duration after, int batchSize) throws SQLException {
        SortedMap<String, Expired> pids = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(EXPIRED)) {
            statement.setLong(1, after.toMillis());
            statement.setInt(2, batchSize);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pids.put(rows.getString(1), new Expired(rows.getInt(2) == 1, rows.getInt(3) == 1));
                }
            }
        }
        return pids;
    }

    /** Rechecks the condition, as processes may be retried meanwhile. */
    private static List<String> remove(Connection connection, Duration after, List<String> pids) throws SQLException {
        List<String> removed = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
            for (String pid : pids) {
                statement.setString(1, pid);
                statement.setLong(2, after.toMillis());
                statement.addBatch();
            }
            int[] counts = pids.isEmpty() ? new int[0] : statement.executeBatch();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 1) {
                    removed.add(pids.get(i));
                }
            }
        }
        return removed;
    }
}

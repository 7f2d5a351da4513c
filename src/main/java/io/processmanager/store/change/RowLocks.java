package io.processmanager.store.change;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.database.SqlFailure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Rows locked by transactions of callers on other nodes, for an unknown time; a writer that waited for one would
 * delay many processes. Derby has no other nodes; for this node see {@link UncommittedChanges}.
 */
public final class RowLocks {

    private static final String LIMIT = "set local lock_timeout = '50ms'";

    private static final String PRESENT = "select pid from process where pid = any (?)";
    private static final String FREE = PRESENT + " for no key update skip locked";

    private static final long PAUSE_NANOS = 100_000_000;

    private final Database database;
    private Set<String> locked = new HashSet<>();
    private long lastAsked;

    public RowLocks(Database database) {
        this.database = database;
    }

    /** A write had to wait for this one. */
    public void noticed(String pid) {
        locked.add(pid);
    }

    public boolean contains(String pid) {
        return locked.contains(pid);
    }

    /** Checks which are still locked, at most some times a second. */
    public void askAgain() throws SQLException {
        if (!locked.isEmpty() && System.nanoTime() - lastAsked >= PAUSE_NANOS) {
            lastAsked = System.nanoTime();
            locked = database.autoCommitted(connection -> stillLocked(connection, locked));
        }
    }

    /** Makes statements that wait longer for a lock fail; see {@link SqlFailure#isAboutLocks}. */
    public static void limitWaiting(Connection connection, Dialect dialect) throws SQLException {
        if (dialect.hasOtherNodes()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LIMIT);
            }
        }
    }

    /** Must not run in a transaction, which would keep the locks it takes. */
    private static Set<String> stillLocked(Connection connection, Collection<String> pids) throws SQLException {
        Set<String> left = read(connection, PRESENT, pids);
        left.removeAll(read(connection, FREE, pids));
        return left;
    }

    private static Set<String> read(Connection connection, String sql, Collection<String> pids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("varchar", pids.toArray()));
            Set<String> found = new HashSet<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}

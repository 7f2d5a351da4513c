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
 * The rows that transactions of callers on other nodes have locked, for as long as those please. A writer must not wait for them, as many
 * processes of the node would wait with it. On Derby there are no other nodes, and those of this node are known: see {@link UncommittedChanges}.
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

    /** Finds out whether those are still locked that were, but not more often than some times a second. */
    public void askAgain() throws SQLException {
        if (!locked.isEmpty() && System.nanoTime() - lastAsked >= PAUSE_NANOS) {
            lastAsked = System.nanoTime();
            locked = database.autoCommitted(connection -> stillLocked(connection, locked));
        }
    }

    /** Makes statements of the transaction fail that would wait for a lock for longer than a moment; see {@link SqlFailure#isAboutLocks}. */
    public static void limitWaiting(Connection connection, Dialect dialect) throws SQLException {
        if (dialect.hasOtherNodes()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(LIMIT);
            }
        }
    }

    /** Must not be in a transaction: the locks that are taken on the way are not to be kept. */
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

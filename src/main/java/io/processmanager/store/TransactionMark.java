package io.processmanager.store;

import io.processmanager.store.CommitInquiry.Fate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * By what PostgreSQL knows a transaction again: its number, and what it is about to change. The number alone does not do: after a crash, or on a standby that has taken
 * over, it may have been given to another transaction.
 *
 * @param transaction its number
 * @param serverStart when the database server was started
 * @param pid a process that it changes
 * @param revision the revision of that process before; null if there was none
 */
record TransactionMark(String transaction, String serverStart, String pid, Long revision) {

    private static final String SERVER_START = "cast(pg_postmaster_start_time() as text)";
    private static final String REVISION = "select revision from process where pid = ?";
    private static final String TAKE = "select cast(pg_current_xact_id() as text), " + SERVER_START + ", (" + REVISION + ")";
    private static final String ASK = "select pg_xact_status(cast(? as xid8)), " + SERVER_START;

    private static final String COMMITTED = "committed";
    private static final String ABORTED = "aborted";

    /** To be called in the transaction, before it changes the process. */
    static TransactionMark of(Connection connection, String pid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TAKE)) {
            select.setString(1, pid);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new TransactionMark(row.getString(1), row.getString(2), pid, row.getObject(3, Long.class));
            }
        }
    }

    /** @return what the database says now; unknown if the transaction is not over, or if nobody can tell */
    Fate fate(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ASK)) {
            select.setString(1, transaction);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return serverStart.equals(row.getString(2)) ? fate(connection, String.valueOf(row.getString(1))) : fateAcrossServers(connection);
            }
        }
    }

    /** Committed without any trace, looked for afterwards: the number is that of another transaction, and this one was lost in a crash. */
    private Fate fate(Connection connection, String status) throws SQLException {
        return switch (status) {
            case ABORTED -> Fate.NOT_MADE;
            case COMMITTED -> isChanged(connection) ? Fate.MADE : Fate.NOT_MADE;
            default -> Fate.UNKNOWN;
        };
    }

    /** With the server that was told to commit, the transaction has ended. Only of a process that was not there before is it known that nobody else has changed it. */
    private Fate fateAcrossServers(Connection connection) throws SQLException {
        if (!isChanged(connection)) {
            return Fate.NOT_MADE;
        }
        return revision == null ? Fate.MADE : Fate.UNKNOWN;
    }

    private boolean isChanged(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(REVISION)) {
            select.setString(1, pid);
            try (ResultSet row = select.executeQuery()) {
                return !Objects.equals(revision, row.next() ? row.getObject(1, Long.class) : null);
            }
        }
    }
}

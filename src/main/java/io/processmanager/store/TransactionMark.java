package io.processmanager.store;

import io.processmanager.store.CommitInquiry.Fate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Identifies a PostgreSQL transaction by its number and its effect: after a crash or failover, the number may be
 * another transaction's.
 *
 * @param serverStart the start time of the database server
 * @param pid a process that it changes
 * @param revision of that process before the change; null if it did not exist
 */
record TransactionMark(String transaction, String serverStart, String pid, Long revision) {

    private static final String SERVER_START = "cast(pg_postmaster_start_time() as text)";
    private static final String REVISION = "select revision from process where pid = ?";
    private static final String TAKE = "select cast(pg_current_xact_id() as text), " + SERVER_START + ", (" + REVISION + ")";
    private static final String ASK = "select pg_xact_status(cast(? as xid8)), " + SERVER_START;

    private static final String COMMITTED = "committed";
    private static final String ABORTED = "aborted";

    /** Call within the transaction, before the change. */
    static TransactionMark of(Connection connection, String pid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TAKE)) {
            select.setString(1, pid);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new TransactionMark(row.getString(1), row.getString(2), pid, row.getObject(3, Long.class));
            }
        }
    }

    /** @return UNKNOWN if the transaction has not ended or nobody can tell */
    Fate fate(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ASK)) {
            select.setString(1, transaction);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return serverStart.equals(row.getString(2)) ? fate(connection, String.valueOf(row.getString(1))) : fateAcrossServers(connection);
            }
        }
    }

    /** Committed without effect: the number is another transaction's; this one was lost in a crash. */
    private Fate fate(Connection connection, String status) throws SQLException {
        return switch (status) {
            case ABORTED -> Fate.NOT_MADE;
            case COMMITTED -> isChanged(connection) ? Fate.MADE : Fate.NOT_MADE;
            default -> Fate.UNKNOWN;
        };
    }

    /**
     * The transaction ended with its server. Only a new process is certain not to have been changed by another one.
     */
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

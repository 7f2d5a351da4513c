package io.processmanager.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for candidates without waiting for locks (WITH UR), leaves out what open transactions have changed, and claims the others one
 * by one, each on the condition that it is still queued.
 */
final class DerbyClaimStatements implements ClaimStatements {

    private static final String CANDIDATES = """
            select pid from process where state = 'QUEUED' and due_at >= ? and due_at <= now_millis() order by due_at, pid fetch first ? rows only with ur
            """;
    private static final String CLAIM = SET + " where pid = ? and state = 'QUEUED'";
    private static final String READ = "select " + ClaimedRow.COLUMNS + " from process p where p.pid = ?";

    private final UncommittedChanges uncommitted;

    DerbyClaimStatements(UncommittedChanges uncommitted) {
        this.uncommitted = uncommitted;
    }

    @Override
    public boolean isOneStatement() {
        return false;
    }

    @Override
    public List<ClaimedRow> claim(Connection connection, String runnerId, int limit, long dueFrom) throws SQLException {
        List<ClaimedRow> claims = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM); PreparedStatement read = connection.prepareStatement(READ)) {
            for (String pid : candidates(connection, limit, dueFrom)) {
                claim.setString(1, runnerId);
                claim.setString(2, pid);
                if (claim.executeUpdate() == 1) {
                    read.setString(1, pid);
                    try (ResultSet row = read.executeQuery()) {
                        row.next();
                        claims.add(ClaimedRow.read(row));
                    }
                }
            }
        }
        return claims;
    }

    private List<String> candidates(Connection connection, int limit, long dueFrom) throws SQLException {
        List<String> pids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CANDIDATES)) {
            statement.setLong(1, dueFrom);
            // What is uncommitted takes places among the candidates: look at so many more that enough are left.
            statement.setInt(2, limit + uncommitted.size());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next() && pids.size() < limit) {
                    String pid = rows.getString(1);
                    if (!uncommitted.contains(pid)) {
                        pids.add(pid);
                    }
                }
            }
        }
        return pids;
    }
}

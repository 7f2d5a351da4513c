package io.processmanager.store.claim;

import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads candidates without waiting for locks (WITH UR), skips uncommitted changes, and claims the rest one by one, if
 * still queued.
 */
public final class DerbyClaimStatements implements ClaimStatements {

    private static final String CANDIDATES = """
            select pid from process where state = 'QUEUED' and due_at >= ? and due_at <= now_millis() order by due_at, pid fetch first ? rows only with ur
            """;
    public static final RowStatement<Candidate> CLAIM = new RowStatement<>("update process set\n    " + Transitions.CLAIM.assignments() + "\n where pid = :pid and state = 'QUEUED'",
            List.of(new Parameter<>("runner_id", Parameter.TEXT, Candidate::runnerId), new Parameter<>("pid", Parameter.TEXT, Candidate::pid)));
    private static final String READ = "select " + ClaimedRow.COLUMNS + " from process p where p.pid = ?";

    private final UncommittedChanges uncommitted;

    record Candidate(String runnerId, String pid) {
    }

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
        try (PreparedStatement claim = connection.prepareStatement(CLAIM.sql()); PreparedStatement read = connection.prepareStatement(READ)) {
            for (String pid : candidates(connection, limit, dueFrom)) {
                CLAIM.bind(claim, new Candidate(runnerId, pid));
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
            // Makes up for the uncommitted ones to be skipped.
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

package io.processmanager.store.claim;

import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.transition.Transitions;
import io.processmanager.view.ProcessState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads candidates without waiting for locks (WITH UR), skips uncommitted changes, and claims the rest one by one, if
 * still queued.
 */
public final class DerbyClaimStatements implements ClaimStatements {

    private static final String CANDIDATES = """
            select pid, due_at from process where state = ? and due_at >= ? and due_at <= now_millis() order by due_at, pid fetch first ? rows only with ur
            """;
    public static final RowStatement<Candidate> CLAIM = new RowStatement<>("update process set\n    " + Transitions.CLAIM.assignments() + "\n where pid = :pid and state in ('QUEUED', 'WAITING')",
            List.of(new Parameter<>("runner_id", Parameter.TEXT, Candidate::runnerId), new Parameter<>("pid", Parameter.TEXT, Candidate::pid)));
    private static final String READ = "select " + ClaimedRow.COLUMNS + " from process p where p.pid = ?";

    private final UncommittedChanges uncommitted;

    /** Each in the order of its part of the index. */
    private static final List<ProcessState> CLAIMABLE = List.of(ProcessState.QUEUED, ProcessState.WAITING);

    private record Due(String pid, long at) {
    }

    record Candidate(String runnerId, String pid) {
    }

    DerbyClaimStatements(UncommittedChanges uncommitted) {
        this.uncommitted = uncommitted;
    }

    @Override
    public String dueSoon() {
        return "select distinct due_at from process where state in ('QUEUED', 'WAITING') and due_at > now_millis() and due_at <= now_millis() + ?"
                + " order by due_at fetch first ? rows only with ur";
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
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CANDIDATES)) {
            for (ProcessState state : CLAIMABLE) {
                statement.setString(1, state.name());
                statement.setLong(2, dueFrom);
                // Makes up for the uncommitted ones to be skipped.
                statement.setInt(3, limit + uncommitted.size());
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        due.add(new Due(rows.getString(1), rows.getLong(2)));
                    }
                }
            }
        }
        return due.stream().filter(process -> !uncommitted.contains(process.pid())).sorted(Comparator.comparing(Due::at).thenComparing(Due::pid)).limit(limit)
                .map(Due::pid).toList();
    }
}

package io.processmanager.store.claim;

import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.Lanes.Start;
import io.processmanager.store.claim.Lanes.Turn;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.transition.Transitions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads candidates without waiting for locks (WITH UR), skips uncommitted changes, and claims the rest one by one, if
 * still queued.
 */
public final class DerbyClaimStatements implements ClaimStatements {

    private static final String CANDIDATES = """
            select pid from process where state = 'QUEUED' and queue = ? and priority = ? and due_at >= ? and due_at <= now_millis()
            order by due_at, pid fetch first ? rows only with ur
            """;
    private static final String FIRST_LANE = "select queue, priority from process where state = 'QUEUED' order by queue, priority fetch first 1 rows only with ur";
    private static final String NEXT_LANE = """
            select queue, priority from process where state = 'QUEUED' and queue = ? and priority > ? order by priority fetch first 1 rows only with ur
            """;
    private static final String NEXT_QUEUE = """
            select queue, priority from process where state = 'QUEUED' and queue > ? order by queue, priority fetch first 1 rows only with ur
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
    public List<ClaimedRow> claim(Connection connection, Search search) throws SQLException {
        List<ClaimedRow> claims = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM.sql()); PreparedStatement read = connection.prepareStatement(READ)) {
            for (String pid : candidates(connection, search)) {
                CLAIM.bind(claim, new Candidate(search.runnerId(), pid));
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

    private List<String> candidates(Connection connection, Search search) throws SQLException {
        List<String> pids = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(CANDIDATES)) {
            for (Turn turn : search.turns()) {
                int most = Math.min(search.limit(), pids.size() + search.share());
                for (Start start : turn.lanes()) {
                    if (pids.size() < most) {
                        addCandidates(statement, start, most, pids);
                    }
                }
            }
        }
        return pids;
    }

    private void addCandidates(PreparedStatement statement, Start start, int most, List<String> pids) throws SQLException {
        statement.setString(1, start.lane().queue());
        statement.setInt(2, start.lane().priority());
        statement.setLong(3, start.dueFrom());
        // Makes up for the uncommitted ones to be skipped.
        statement.setInt(4, most - pids.size() + uncommitted.size());
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next() && pids.size() < most) {
                String pid = rows.getString(1);
                if (!uncommitted.contains(pid)) {
                    pids.add(pid);
                }
            }
        }
    }

    /** Jumps from each lane to the next in the index. */
    @Override
    public List<Lane> lanes(Connection connection) throws SQLException {
        List<Lane> lanes = new ArrayList<>();
        Optional<Lane> next = lane(connection, FIRST_LANE);
        while (next.isPresent()) {
            Lane last = next.get();
            lanes.add(last);
            next = lane(connection, NEXT_LANE, last.queue(), last.priority());
            if (next.isEmpty()) {
                next = lane(connection, NEXT_QUEUE, last.queue());
            }
        }
        return lanes;
    }

    private static Optional<Lane> lane(Connection connection, String sql, Object... after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < after.length; i++) {
                statement.setObject(i + 1, after[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Lane(row.getString(1), row.getInt(2))) : Optional.empty();
            }
        }
    }
}

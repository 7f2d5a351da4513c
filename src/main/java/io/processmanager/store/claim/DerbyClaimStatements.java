package io.processmanager.store.claim;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.Parameter;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.queue.Turn;
import io.processmanager.store.transition.Transitions;
import io.processmanager.view.ProcessState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads candidates without waiting for locks (WITH UR), skips uncommitted changes, and claims the rest one by one, if
 * still queued.
 */
public final class DerbyClaimStatements implements ClaimStatements {

    private static final String CANDIDATES = """
            select pid, due_at from process where state = ? and queue = ? and priority = ? and due_at >= ? and due_at <= now_millis()
            order by due_at, pid fetch first ? rows only with ur
            """;
    private static final String FIRST_LANE = "select queue, priority from process where state = ? order by queue, priority fetch first 1 rows only with ur";
    private static final String NEXT_LANE = """
            select queue, priority from process where state = ? and queue = ? and priority > ? order by priority fetch first 1 rows only with ur
            """;
    private static final String NEXT_QUEUE = """
            select queue, priority from process where state = ? and queue > ? order by queue, priority fetch first 1 rows only with ur
            """;
    public static final RowStatement<Candidate> CLAIM = new RowStatement<>("update process set\n    " + Transitions.CLAIM.assignments() + "\n where pid = :pid and state in ('QUEUED', 'WAITING')",
            List.of(new Parameter<>("runner_id", Parameter.TEXT, Candidate::runnerId), new Parameter<>("pid", Parameter.TEXT, Candidate::pid)));

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
    public List<ClaimedRow> claim(Connection connection, Search search) throws SQLException {
        List<ClaimedRow> claims = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement(CLAIM.sql()); PreparedStatement read = connection.prepareStatement(ClaimedRow.OF_PROCESS)) {
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
            // Whatever this node knew.
            Set<String> limited = RestrictedQueues.names(connection, Dialect.DERBY);
            for (Turn turn : search.turns().stream().filter(turn -> !limited.contains(turn.queue())).toList()) {
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
        List<Due> due = new ArrayList<>();
        for (ProcessState state : CLAIMABLE) {
            statement.setString(1, state.name());
            statement.setString(2, start.lane().queue());
            statement.setInt(3, start.lane().priority());
            statement.setLong(4, start.dueFrom());
            // Makes up for the uncommitted ones to be skipped.
            statement.setInt(5, most - pids.size() + uncommitted.size());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        due.stream().filter(process -> !uncommitted.contains(process.pid())).sorted(Comparator.comparing(Due::at).thenComparing(Due::pid)).limit(most - pids.size())
                .forEach(process -> pids.add(process.pid()));
    }

    /** Jumps from each lane to the next in each part of the index. */
    @Override
    public List<Lane> lanes(Connection connection) throws SQLException {
        Set<Lane> lanes = new TreeSet<>();
        for (ProcessState state : CLAIMABLE) {
            Optional<Lane> next = lane(connection, FIRST_LANE, state.name());
            while (next.isPresent()) {
                Lane last = next.get();
                lanes.add(last);
                next = lane(connection, NEXT_LANE, state.name(), last.queue(), last.priority());
                if (next.isEmpty()) {
                    next = lane(connection, NEXT_QUEUE, state.name(), last.queue());
                }
            }
        }
        return List.copyOf(lanes);
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

package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.transition.GroupCommitStatements;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Takes processes out of the queue. */
@ApplicationScoped
public class Claims {

    private static final String CANCELLED = """
            select pid from process where runner_id = ? and state = 'RUNNING' and cancel_requested_at is not null
            """;

    private static final String DURABLE = "select pid, fence from process where pid = any (?) and state = 'RUNNING'";

    private final Database database;
    private final UncommittedChanges uncommitted;

    /**
     * What was claimed last was due then, and what is due earlier was claimed before, as far as this node knows. The index of the queue has an entry of everything
     * that was claimed until the database cleans up, so a search from its beginning would become longer and longer while a full queue is worked off.
     */
    private final AtomicLong dueFrom = new AtomicLong();

    @Inject
    public Claims(Database database, UncommittedChanges uncommitted) {
        this.database = database;
        this.uncommitted = uncommitted;
    }

    /** For the container's proxy only. */
    protected Claims() {
        this(null, null);
    }

    /**
     * Claims processes that are due, in one short transaction; to be called by one thread at a time. A process whose record cannot be read is failed; it must not keep the others from
     * being executed. What is due earlier than what was claimed last may be missed, until somebody calls {@link #queued}.
     *
     * @param runnerId who claims
     * @param limit how many at most
     * @return the claims
     * @throws SQLException if the database fails; nothing is claimed then
     */
    public List<Claim> claim(String runnerId, int limit) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        for (ClaimedRow row : claimRows(runnerId, limit)) {
            try {
                claims.add(row.parse());
            } catch (RuntimeException unreadable) {
                fail(row, unreadable);
            }
        }
        return claims;
    }

    private List<ClaimedRow> claimRows(String runnerId, int limit) throws SQLException {
        ClaimStatements statements = ClaimStatements.of(database.dialect(), uncommitted);
        // From now on, this is the earliest of what is queued while the claim is under way: it may be due before what is claimed, and still not be seen by it.
        long from = dueFrom.getAndSet(Long.MAX_VALUE);
        long last = from;
        try {
            Database.Work<List<ClaimedRow>> claim = connection -> statements.claim(connection, runnerId, limit, from);
            List<ClaimedRow> rows = statements.isOneStatement() ? database.autoCommitted(claim) : database.inTransaction(claim);
            last = rows.stream().mapToLong(ClaimedRow::dueAt).max().orElse(from);
            return rows;
        } finally {
            queued(last);
        }
    }

    /**
     * Something was queued.
     *
     * @param dueAt when it is due, in milliseconds since 1970; 0 if that is not known, or if nobody knows whether anything was queued: the transaction of a caller
     *              elsewhere may last long, and the clocks of nodes differ
     */
    public void queued(long dueAt) {
        dueFrom.accumulateAndGet(dueAt, Math::min);
    }

    /**
     * Looks which claims the database knows, on PostgreSQL.
     *
     * @param claims some, each as the process and its fence
     * @return the {@linkplain Claim#id() ids} of those that are durable
     * @throws SQLException if the database fails
     */
    public Set<String> durable(Collection<Claim> claims) throws SQLException {
        String[] pids = claims.stream().map(Claim::pid).toArray(String[]::new);
        return database.autoCommitted(connection -> {
            Set<String> durable = new HashSet<>();
            try (PreparedStatement statement = connection.prepareStatement(DURABLE)) {
                statement.setArray(1, connection.createArrayOf("text", pids));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        durable.add(Claim.id(rows.getString(1), rows.getLong(2)));
                    }
                }
            }
            return durable;
        });
    }

    private void fail(ClaimedRow row, RuntimeException unreadable) throws SQLException {
        ProcessError error = ProcessError.of(row.stepName() == null ? "" : row.stepName(), row.attempt(), unreadable.getClass(),
                "What is stored of the process cannot be read: " + unreadable.getMessage());
        Advance failed = new Advance(row, row.stepIndex(), ProcessState.FAILED, row.stepIndex(), Optional.ofNullable(row.stepName()), row.attempt(), 0, Optional.empty(),
                Duration.ZERO, Optional.of(error), List.of());
        Dialect dialect = database.dialect();
        database.autoCommitted(connection -> new GroupCommitStatements(connection, dialect, false).write(List.of(failed)));
    }

    /**
     * @param runnerId a runner
     * @return those of its running processes that somebody, on whatever node, has asked to cancel
     * @throws SQLException if the database fails
     */
    public List<String> cancelRequested(String runnerId) throws SQLException {
        // A caller may have asked and not committed yet: whoever waited for that would not look after the others. Only what is committed counts.
        String candidates = CANCELLED + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> {
            List<String> pids = new ArrayList<>();
            for (String pid : read(connection, candidates, runnerId)) {
                if (!uncommitted.contains(pid)) {
                    pids.addAll(read(connection, CANCELLED + " and pid = ?", runnerId, pid));
                }
            }
            return pids;
        });
    }

    private static List<String> read(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> pids = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    pids.add(rows.getString(1));
                }
            }
            return pids;
        }
    }

    /**
     * @return whether no process is queued, due or not
     * @throws SQLException if the database fails
     */
    public boolean isQueueEmpty() throws SQLException {
        String query = "select pid from process where state = 'QUEUED' fetch first 1 rows only" + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> read(connection, query).isEmpty());
    }
}

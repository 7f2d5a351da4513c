package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.limit.RestrictedQueues;
import io.processmanager.store.queue.Lane;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

@ApplicationScoped
public class Claims {

    private static final String CANCELLED = """
            select pid from process where runner_id = ? and state = 'RUNNING' and cancel_requested_at is not null
            """;

    private static final String DURABLE = "select pid, fence from process where pid = any (?) and state = 'RUNNING'";

    private final Database database;
    private final UncommittedChanges uncommitted;

    private final RestrictedQueues restricted;
    private final Lanes lanes = new Lanes();
    private final ClaimInTurn turns;
    private final AtomicBoolean freed = new AtomicBoolean();

    @Inject
    public Claims(Database database, UncommittedChanges uncommitted, RestrictedQueues restricted) {
        this.database = database;
        this.uncommitted = uncommitted;
        this.restricted = restricted;
        this.turns = new ClaimInTurn(database, uncommitted, restricted, lanes);
    }

    /** For the container's proxy only. */
    protected Claims() {
        this(null, null, null);
    }

    /**
     * Claims due processes in a short transaction; one thread at a time. A process with an unreadable record is
     * failed, so as not to block others. Processes due before the last claim may be missed until {@link #queued} is
     * called.
     *
     * @param runnerId the claiming runner
     * @param limit the maximum number
     * @return the claims
     * @throws SQLException if the database fails; nothing is claimed then
     */
    public List<Claim> claim(String runnerId, int limit) throws SQLException {
        List<Claim> claims = new ArrayList<>();
        for (ClaimedRow row : turns.claim(runnerId, limit)) {
            try {
                claims.add(row.parse());
            } catch (RuntimeException unreadable) {
                fail(row, unreadable);
            }
        }
        return claims;
    }

    /** @param onNextPeriod is told when a rate allows more, in milliseconds of the database's clock; {@link #timePassed} is to be called then */
    public void onNextPeriod(Consumer<Long> onNextPeriod) {
        turns.onNextPeriod(onNextPeriod);
    }

    /** Something may have become due, or a rate may allow more. */
    public void timePassed() {
        lanes.unblockAll();
    }

    /**
     * A process of this lane has ended, or comes back to it.
     *
     * @return whether its place may be wanted, as its queue has limits
     */
    public boolean ended(Lane lane) {
        lanes.known(lane);
        boolean hasLimits = restricted.contains(lane.queue());
        if (hasLimits) {
            lanes.unblock(lane.queue());
            freed.set(true);
        }
        return hasLimits;
    }

    /** @return whether a place was freed since the last call; take it, or let other nodes know */
    public boolean takeFreedPlaces() {
        return freed.getAndSet(false);
    }

    /**
     * A process was queued.
     *
     * @param dueAt in milliseconds since 1970; 0 if unknown
     */
    public void queued(Lane lane, long dueAt) {
        lanes.queued(lane, dueAt);
    }

    /** Something may have been queued elsewhere, or earlier: transactions of callers may be long, and clocks differ. */
    public void queuedSomewhere() {
        turns.limitsMayHaveChanged();
        lanes.queuedSomewhere();
    }

    /** Nobody has told of anything, but what was told may have been lost. */
    public void lookAgain() {
        lanes.queuedSomewhere();
    }

    /**
     * @param claims claims on PostgreSQL
     * @return the {@linkplain Claim#id() ids} of the durable ones
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
                Duration.ZERO, Optional.of(error), List.of()).withCompensation(row.history().compensation());
        Dialect dialect = database.dialect();
        database.autoCommitted(connection -> new GroupCommitStatements(connection, dialect, false).write(List.of(failed)));
    }

    /**
     * @param runnerId a runner
     * @return its running processes whose cancellation any node has requested
     * @throws SQLException if the database fails
     */
    public List<String> cancelRequested(String runnerId) throws SQLException {
        // Counts committed requests only: waiting for open transactions would delay the others.
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

    /**
     * @param time from now on
     * @param limit how many times at most
     * @return when something becomes due within that time, in milliseconds of the database's clock, the earliest first
     * @throws SQLException if the database fails
     */
    public List<Long> dueWithin(Duration time, int limit) throws SQLException {
        if (lanes.areEmpty()) {
            return List.of();
        }
        String query = ClaimStatements.of(database.dialect(), uncommitted).dueSoon();
        return database.autoCommitted(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                statement.setLong(1, time.toMillis());
                statement.setInt(2, limit);
                List<Long> times = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        times.add(rows.getLong(1));
                    }
                }
                return times;
            }
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
        String query = "select pid from process where state in ('QUEUED', 'WAITING') fetch first 1 rows only" + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> read(connection, query).isEmpty());
    }
}

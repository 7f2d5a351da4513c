package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.claim.ClaimStatements.Search;
import io.processmanager.store.claim.Lanes.Turn;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.ClaimedRow;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

@ApplicationScoped
public class Claims {

    private static final System.Logger LOG = System.getLogger(Claims.class.getName());

    /** More are searched by further statements: few have something at a time. */
    private static final int MOST_TURNS = 100;

    private static final String CANCELLED = """
            select pid from process where runner_id = ? and state = 'RUNNING' and cancel_requested_at is not null
            """;

    private static final String DURABLE = "select pid, fence from process where pid = any (?) and state = 'RUNNING'";

    private final Database database;
    private final UncommittedChanges uncommitted;

    private final Lanes lanes = new Lanes();

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
        findLanes(statements);
        List<Turn> turns = lanes.begin();
        List<ClaimedRow> rows = new ArrayList<>();
        try {
            claimInTurn(statements, runnerId, turns, limit, rows);
        } catch (SQLException | RuntimeException failure) {
            // What was claimed before is durable, and must be executed.
            if (rows.isEmpty()) {
                throw failure;
            }
            LOG.log(System.Logger.Level.WARNING, "Only some of the due processes were claimed, as the database failed: " + failure.getMessage());
        } finally {
            lanes.end(turns, rows);
        }
        return rows;
    }

    private void findLanes(ClaimStatements statements) throws SQLException {
        if (lanes.beginSearch()) {
            try {
                lanes.found(database.autoCommitted(statements::lanes));
            } catch (SQLException | RuntimeException failure) {
                lanes.queuedSomewhere();
                throw failure;
            }
        }
    }

    /** Each queue gets the same share; what one does not use goes to those that have more. */
    private void claimInTurn(ClaimStatements statements, String runnerId, List<Turn> turns, int limit, List<ClaimedRow> rows) throws SQLException {
        List<Turn> left = turns;
        int share = share(limit, lanes.busyAmong(turns));
        while (rows.size() < limit && !left.isEmpty()) {
            List<Turn> full = new ArrayList<>();
            for (int from = 0; from < left.size() && rows.size() < limit; from += MOST_TURNS) {
                List<Turn> some = left.subList(from, Math.min(left.size(), from + MOST_TURNS));
                Search search = new Search(runnerId, some, share, limit - rows.size());
                Database.Work<List<ClaimedRow>> claim = connection -> statements.claim(connection, search);
                List<ClaimedRow> claimed = statements.isOneStatement() ? database.autoCommitted(claim) : database.inTransaction(claim);
                rows.addAll(claimed);
                Map<String, Long> numbers = claimed.stream().collect(Collectors.groupingBy(row -> row.lane().queue(), Collectors.counting()));
                some.stream().filter(turn -> numbers.getOrDefault(turn.queue(), 0L) == search.share()).forEach(full::add);
            }
            left = full;
            share = share(limit - rows.size(), Math.max(1, full.size()));
        }
    }

    private static int share(int limit, int queues) {
        return (limit + queues - 1) / queues;
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
        lanes.queuedSomewhere();
    }

    /** A process of this lane may come back to it. */
    public void mayComeBack(Lane lane) {
        lanes.known(lane);
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
                Duration.ZERO, Optional.of(error), List.of());
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

package io.processmanager.store;

import io.processmanager.ProcessState;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.Report;
import io.processmanager.store.RunnerWrite.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Writes runners' writes as JDBC batches, each row on the condition that the claim is still held. */
final class WriteStatements {

    /** The first report after a claim says that a step has begun: the running time counts from then on. */
    private static final String REPORT = """
            update process set revision = revision + 1, percent = ?, message = ?, started_at = coalesce(started_at, ?),
                claimed_at = case when step_started_at is null then ? else claimed_at end, step_started_at = ?
             where pid = ? and fence = ? and state = 'RUNNING'
            """;

    private static final String NOW = "select state, step_index, attempt, cancel_requested_at from process where pid = ? and fence = ?";

    private final Connection connection;
    private final Dialect dialect;
    private final boolean repeatable;
    private final TriedReports tried;

    /**
     * @param connection in a transaction, unless {@link #areOneStatementEach each write is one statement}
     * @param dialect of its database
     * @param repeatable whether a write may be one that was tried before. It must not be in the transaction of a step: what else happens there is
     *                   not repeatable
     */
    WriteStatements(Connection connection, Dialect dialect, boolean repeatable) {
        this(connection, dialect, repeatable, new TriedReports());
    }

    private WriteStatements(Connection connection, Dialect dialect, boolean repeatable, TriedReports tried) {
        this.connection = connection;
        this.dialect = dialect;
        this.repeatable = repeatable;
        this.tried = tried;
    }

    /** @return likewise, for writes that may have been tried before, reports among them */
    static WriteStatements repeating(Connection connection, Dialect dialect, TriedReports tried) {
        return new WriteStatements(connection, dialect, true, tried);
    }

    /**
     * Whether each of the writes is a single statement, so that a batch of them needs no transaction: what commits some of them only has not torn any of
     * them apart.
     */
    static boolean areOneStatementEach(Dialect dialect, List<RunnerWrite> writes) {
        return dialect.completesInOneStatement() && writes.stream().allMatch(write -> write.lines().isEmpty());
    }

    /**
     * @param writes what to write; no two advances of one claim
     * @return what became of each, in the same order
     * @throws SQLException if the database refuses any of them for another reason than its condition, or fails
     */
    List<Result> write(List<RunnerWrite> writes) throws SQLException {
        Map<RunnerWrite, Integer> rows = new IdentityHashMap<>();
        execute(REPORT, of(Report.class, writes, report -> true), WriteStatements::bind, rows);
        if (dialect.completesInOneStatement()) {
            complete(of(Advance.class, writes, advance -> advance.completed().isPresent()), rows);
            execute(AdvanceStatements.ADVANCE, of(Advance.class, writes, advance -> advance.completed().isEmpty()), AdvanceStatements::bind, rows);
        } else {
            execute(AdvanceStatements.ADVANCE, of(Advance.class, writes, advance -> true), AdvanceStatements::bind, rows);
            execute(AdvanceStatements.CHECKPOINT, of(Advance.class, writes, advance -> advance.completed().isPresent() && rows.get(advance) != 0),
                    AdvanceStatements::bindStep, rows);
        }
        new LogLineInserts(connection, dialect, tried).insert(writes.stream().filter(write -> rows.get(write) != 0).toList());
        List<Result> results = new ArrayList<>(writes.size());
        for (RunnerWrite write : writes) {
            results.add(rows.get(write) != 0 ? Result.APPLIED : refusal(write));
        }
        return results;
    }

    private void complete(List<Advance> advances, Map<RunnerWrite, Integer> rows) throws SQLException {
        if (advances.size() > 1) {
            new PostgresCheckpoints(connection).write(advances, rows);
        } else {
            execute(AdvanceStatements.COMPLETE, advances, AdvanceStatements::bindWithStep, rows);
        }
    }

    private static <W extends RunnerWrite> List<W> of(Class<W> kind, List<RunnerWrite> writes, Predicate<W> condition) {
        return writes.stream().filter(kind::isInstance).map(kind::cast).filter(condition).toList();
    }

    private <W extends RunnerWrite> void execute(String sql, List<W> writes, Binder<W> binder, Map<RunnerWrite, Integer> rows) throws SQLException {
        if (writes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (W write : writes) {
                binder.bind(statement, write);
                statement.addBatch();
            }
            int[] counts = known(statement.executeBatch());
            for (int i = 0; i < counts.length; i++) {
                rows.put(writes.get(i), counts[i]);
            }
        }
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    private interface Binder<W> {
        void bind(PreparedStatement statement, W write) throws SQLException;
    }

    private static void bind(PreparedStatement statement, Report report) throws SQLException {
        statement.setInt(1, report.percent());
        statement.setString(2, report.message());
        statement.setLong(3, report.startedAt());
        statement.setLong(4, report.startedAt());
        statement.setLong(5, report.startedAt());
        statement.setString(6, report.claim().pid());
        statement.setLong(7, report.claim().fence());
    }

    private Result refusal(RunnerWrite write) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW)) {
            statement.setString(1, write.claim().pid());
            statement.setLong(2, write.claim().fence());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && write instanceof Advance advance ? refusal(advance, row) : Result.STALE;
            }
        }
    }

    /**
     * The writer repeats what it has got no answer to. If the process stands under the same claim exactly where the advance takes it, the first try
     * was committed and only the answer was lost.
     */
    private Result refusal(Advance advance, ResultSet now) throws SQLException {
        ProcessState state = ProcessState.valueOf(now.getString("state"));
        if (repeatable && state == advance.state() && now.getInt("step_index") == advance.stepIndex() && now.getInt("attempt") == advance.attempt()) {
            return Result.APPLIED;
        }
        boolean stillHere = state == ProcessState.RUNNING && now.getInt("step_index") == advance.fromStep();
        return stillHere && now.getObject("cancel_requested_at") != null ? Result.CANCEL_REQUESTED : Result.STALE;
    }

    private static int[] known(int[] counts) throws SQLException {
        for (int count : counts) {
            if (count == Statement.SUCCESS_NO_INFO) {
                throw new SQLException("The JDBC driver does not tell how many rows each statement of a batch has changed, so a refused write"
                        + " could not be told from a durable one. Switch off what rewrites batches in the settings of the data source");
            }
        }
        return counts;
    }
}

package io.processmanager.store.transition;

import io.processmanager.database.Dialect;
import io.processmanager.database.statement.RowStatement;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Keep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.ProcessState;
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
import java.util.stream.Collectors;

/** Writes runner writes as JDBC batches, each row on the condition that its claim is held. */
public final class GroupCommitStatements {

    private static final String RUNNER_OF_PID = "(select last_runner_id from process where pid = :pid)";

    public static final RowStatement<Keep> KEEP = new RowStatement<>(Transitions.KEEP.text(), Transitions.KEEP.parameters());
    public static final RowStatement<Report> REPORT = new RowStatement<>(Transitions.REPORT.text(), Transitions.REPORT.parameters());
    public static final RowStatement<Advance> END_OF_CLAIM = new RowStatement<>(Transitions.END_OF_CLAIM.text(), Transitions.ADVANCED);

    /** Follows each applied end of a claim that ends a run. */
    public static final RowStatement<Advance> RUN = new RowStatement<>("insert into process_run (pid, " + EndedRunRow.COLUMNS.names() + ", runner_id)\nvalues (:pid, "
            + EndedRunRow.COLUMNS.expressions() + ", " + RUNNER_OF_PID + ")", Transitions.ADVANCED);

    /** Both in one statement, for databases that can. */
    public static final RowStatement<Advance> END_OF_CLAIM_WITH_RUN = new RowStatement<>("with advanced as (\n" + Transitions.END_OF_CLAIM.text()
            + "\nreturning pid, last_runner_id)\ninsert into process_run (pid, " + EndedRunRow.COLUMNS.names() + ", runner_id)\nselect pid, " + EndedRunRow.COLUMNS.expressions()
            + ", last_runner_id from advanced", Transitions.ADVANCED);

    public static final RowStatement<Advance> CHECKPOINT = new RowStatement<>(Transitions.CHECKPOINT.text(), Transitions.ADVANCED);

    /** Follows each applied checkpoint. */
    public static final RowStatement<Advance> STEP = new RowStatement<>("insert into process_step (pid, " + Transitions.STEP.names() + ", output_bytes, runner_id)\nvalues (:pid, "
            + Transitions.STEP.expressions() + ", :output_bytes, " + RUNNER_OF_PID + ")", Transitions.ADVANCED);

    /** Both in one statement, for databases that can and that compute the output size themselves. */
    public static final RowStatement<Advance> CHECKPOINT_WITH_STEP = new RowStatement<>("with advanced as (\n" + Transitions.CHECKPOINT.text() + "\nreturning pid, last_runner_id)\n"
            + "insert into process_step (pid, " + Transitions.STEP.names() + ", runner_id)\nselect pid, " + Transitions.STEP.expressions() + ", last_runner_id from advanced",
            Transitions.ADVANCED);

    private static final String NOW = "select state, step_index, attempt, cancel_requested_at, ends_as from process where pid = ? and fence = ?";

    private final Connection connection;
    private final Dialect dialect;
    private final boolean repeatable;
    private final TriedReports tried;

    /**
     * @param connection in a transaction, unless {@link #areOneStatementEach each write is one statement}
     * @param dialect of its database
     * @param repeatable whether a write may be a retry; not in the transaction of a step, whose other work is not
     *     repeatable
     */
    public GroupCommitStatements(Connection connection, Dialect dialect, boolean repeatable) {
        this(connection, dialect, repeatable, new TriedReports());
    }

    private GroupCommitStatements(Connection connection, Dialect dialect, boolean repeatable, TriedReports tried) {
        this.connection = connection;
        this.dialect = dialect;
        this.repeatable = repeatable;
        this.tried = tried;
    }

    /** @return an instance for writes that may be retries, including reports */
    public static GroupCommitStatements repeating(Connection connection, Dialect dialect, TriedReports tried) {
        return new GroupCommitStatements(connection, dialect, true, tried);
    }

    /**
     * Whether each write is one statement; then a batch needs no transaction, as a partial commit tears no write
     * apart.
     */
    public static boolean areOneStatementEach(Dialect dialect, List<RunnerWrite> writes) {
        return dialect.completesInOneStatement() && writes.stream().allMatch(write -> write.lines().isEmpty());
    }

    /**
     * @param writes at most one advance of each claim
     * @return their results, in the same order
     * @throws SQLException if the database fails, or refuses a write for a reason other than its condition
     */
    public List<Result> write(List<RunnerWrite> writes) throws SQLException {
        Map<RunnerWrite, Integer> rows = new IdentityHashMap<>();
        execute(KEEP, of(Keep.class, writes, keep -> true), rows);
        execute(REPORT, of(Report.class, writes, report -> true), rows);
        checkpoint(of(Advance.class, writes, advance -> advance.completed().isPresent()), rows);
        endClaims(of(Advance.class, writes, advance -> advance.completed().isEmpty()), rows);
        new LogLineInserts(connection, dialect, tried).insert(writes.stream().filter(write -> rows.get(write) != 0).toList());
        List<Result> results = new ArrayList<>(writes.size());
        for (RunnerWrite write : writes) {
            results.add(rows.get(write) != 0 ? Result.APPLIED : refusal(write));
        }
        return results;
    }

    private void checkpoint(List<Advance> advances, Map<RunnerWrite, Integer> rows) throws SQLException {
        if (!dialect.completesInOneStatement()) {
            execute(CHECKPOINT, advances, rows);
            execute(STEP, advances.stream().filter(advance -> rows.get(advance) != 0).toList(), rows);
        } else if (advances.size() > 1) {
            new PostgresCheckpoints(connection).write(advances, rows);
        } else {
            execute(CHECKPOINT_WITH_STEP, advances, rows);
        }
    }

    private void endClaims(List<Advance> advances, Map<RunnerWrite, Integer> rows) throws SQLException {
        Map<Boolean, List<Advance>> byRun = advances.stream().collect(Collectors.partitioningBy(advance -> advance.run().isPresent()));
        execute(END_OF_CLAIM, byRun.get(false), rows);
        if (dialect.completesInOneStatement()) {
            execute(END_OF_CLAIM_WITH_RUN, byRun.get(true), rows);
        } else {
            execute(END_OF_CLAIM, byRun.get(true), rows);
            execute(RUN, byRun.get(true).stream().filter(advance -> rows.get(advance) != 0).toList(), rows);
        }
    }

    private static <W extends RunnerWrite> List<W> of(Class<W> kind, List<RunnerWrite> writes, Predicate<W> condition) {
        return writes.stream().filter(kind::isInstance).map(kind::cast).filter(condition).toList();
    }

    private <W extends RunnerWrite> void execute(RowStatement<W> row, List<W> writes, Map<RunnerWrite, Integer> rows) throws SQLException {
        if (writes.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(row.sql())) {
            for (W write : writes) {
                row.bind(statement, write);
                statement.addBatch();
            }
            int[] counts = known(statement.executeBatch());
            for (int i = 0; i < counts.length; i++) {
                rows.put(writes.get(i), counts[i]);
            }
        }
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
     * The writer repeats unanswered writes. If the process is, under the same claim, where the advance takes it, the
     * first attempt was committed.
     */
    private Result refusal(Advance advance, ResultSet now) throws SQLException {
        ProcessState state = ProcessState.valueOf(now.getString("state"));
        if (repeatable && state == advance.state() && now.getInt("step_index") == advance.stepIndex() && (advance.compensation().isPresent() || now.getInt("attempt") == advance.attempt())) {
            return Result.APPLIED;
        }
        boolean stillHere = state == ProcessState.RUNNING && now.getInt("step_index") == advance.fromStep();
        if (!stillHere || now.getObject("cancel_requested_at") == null) {
            return stillHere && advance.breaksCompensation() ? Result.CANCEL_NOT_REQUESTED : Result.STALE;
        }
        return now.getString("ends_as") != null && advance.compensation().isEmpty() ? Result.COMPENSATION_REQUESTED : Result.CANCEL_REQUESTED;
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

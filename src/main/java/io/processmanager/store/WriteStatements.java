package io.processmanager.store;

import io.processmanager.LogLine;
import io.processmanager.ProcessState;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import io.processmanager.store.RunnerWrite.Report;
import io.processmanager.store.RunnerWrite.Result;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes runners' writes as JDBC batches, each row on the condition that the claim is still held. */
final class WriteStatements {

    private static final String REPORT = """
            update process set revision = revision + 1, percent = ?, message = ? where pid = ? and fence = ? and state = 'RUNNING'
            """;

    private static final String ADVANCE = """
            update process set state = ?, revision = revision + 1, step_index = ?, step_name = ?, attempt = ?, percent = ?,
                message = case when ? = 1 then null else message end,
                data = case when ? = 1 then null else data end,
                rescues = case when ? = 1 then 0 else rescues end,
                runner_id = case when ? = 1 then runner_id else null end,
                step_started_at = case when ? = 1 then now_millis() else step_started_at end,
                spent_ms = spent_ms + (now_millis() - claimed_at), claimed_at = now_millis(),
                due_at = case when ? = 1 then now_millis() + ? else due_at end,
                finished_at = case when ? = 1 then now_millis() else null end,
                error = ?
             where pid = ? and fence = ? and state = 'RUNNING' and step_index = ? and (cancel_requested_at is null or ? = 1)
            """;

    private static final String CHECKPOINT = """
            insert into process_step (pid, step_index, attempt, started_at, finished_at, message, output_json) values (?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String LINE = """
            insert into process_log (pid, logged_at, step, attempt, stream, line) values (?, ?, ?, ?, ?, ?)
            """;

    private static final String NOW = "select state, step_index, attempt, cancel_requested_at from process where pid = ? and fence = ?";

    private final Connection connection;
    private final boolean repeatable;

    /**
     * @param connection in a transaction
     * @param repeatable whether a write may be one that was tried before. It must not be in the transaction of a step: what else happens there is
     *                   not repeatable
     */
    WriteStatements(Connection connection, boolean repeatable) {
        this.connection = connection;
        this.repeatable = repeatable;
    }

    /**
     * @param writes what to write; no two advances of one claim
     * @return what became of each, in the same order
     * @throws SQLException if the database refuses any of them for another reason than its condition, or fails
     */
    List<Result> write(List<RunnerWrite> writes) throws SQLException {
        List<Report> reports = writes.stream().filter(Report.class::isInstance).map(Report.class::cast).toList();
        List<Advance> advances = writes.stream().filter(Advance.class::isInstance).map(Advance.class::cast).toList();
        List<RunnerWrite> applied = new ArrayList<>();
        int[] reported = report(reports);
        int[] advanced = advance(advances);
        List<Result> results = new ArrayList<>(writes.size());
        int report = 0;
        int advance = 0;
        for (RunnerWrite write : writes) {
            int rows = write instanceof Report ? reported[report++] : advanced[advance++];
            results.add(rows != 0 ? Result.APPLIED : refusal(write));
            if (rows != 0) {
                applied.add(write);
            }
        }
        checkpoint(applied);
        lines(applied);
        return results;
    }

    private int[] report(List<Report> reports) throws SQLException {
        if (reports.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(REPORT)) {
            for (Report report : reports) {
                statement.setInt(1, report.percent());
                statement.setString(2, report.message());
                statement.setString(3, report.claim().pid());
                statement.setLong(4, report.claim().fence());
                statement.addBatch();
            }
            return known(statement.executeBatch());
        }
    }

    private int[] advance(List<Advance> advances) throws SQLException {
        if (advances.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            for (Advance advance : advances) {
                bind(statement, advance);
                statement.addBatch();
            }
            return known(statement.executeBatch());
        }
    }

    private static void bind(PreparedStatement statement, Advance advance) throws SQLException {
        int completed = flag(advance.completed().isPresent());
        int running = flag(advance.state() == ProcessState.RUNNING);
        statement.setString(1, advance.state().name());
        statement.setInt(2, advance.stepIndex());
        statement.setString(3, advance.stepName().orElse(null));
        statement.setInt(4, advance.attempt());
        statement.setInt(5, advance.percent());
        statement.setInt(6, completed);
        statement.setInt(7, completed);
        statement.setInt(8, completed);
        statement.setInt(9, running);
        statement.setInt(10, running);
        statement.setInt(11, flag(advance.state() == ProcessState.QUEUED));
        statement.setLong(12, advance.pause().toMillis());
        statement.setInt(13, flag(advance.state().isEnded()));
        if (advance.error().isPresent()) {
            statement.setString(14, StoredError.write(advance.error().get()));
        } else {
            statement.setNull(14, Types.VARCHAR);
        }
        statement.setString(15, advance.claim().pid());
        statement.setLong(16, advance.claim().fence());
        statement.setInt(17, advance.fromStep());
        statement.setInt(18, flag(advance.state() == ProcessState.CANCELLED));
    }

    private void checkpoint(List<RunnerWrite> applied) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHECKPOINT)) {
            boolean any = false;
            for (RunnerWrite write : applied) {
                if (write instanceof Advance advance && advance.completed().isPresent()) {
                    CompletedStep step = advance.completed().get();
                    statement.setString(1, advance.claim().pid());
                    statement.setInt(2, step.stepIndex());
                    statement.setInt(3, step.attempt());
                    statement.setLong(4, step.startedAt());
                    statement.setLong(5, step.finishedAt());
                    statement.setString(6, step.message());
                    statement.setString(7, step.outputJson());
                    statement.addBatch();
                    any = true;
                }
            }
            if (any) {
                statement.executeBatch();
            }
        }
    }

    private void lines(List<RunnerWrite> applied) throws SQLException {
        if (applied.stream().allMatch(write -> write.lines().isEmpty())) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(LINE)) {
            for (RunnerWrite write : applied) {
                for (LogLine line : write.lines()) {
                    statement.setString(1, write.claim().pid());
                    statement.setLong(2, line.at().toEpochMilli());
                    statement.setString(3, line.step());
                    statement.setInt(4, line.attempt());
                    statement.setString(5, line.stream().name().toLowerCase(Locale.ROOT));
                    statement.setString(6, line.text());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
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

    private static int flag(boolean value) {
        return value ? 1 : 0;
    }
}

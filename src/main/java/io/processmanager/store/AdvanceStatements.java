package io.processmanager.store;

import io.processmanager.ProcessState;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/** The statements that take a process to another step or state, one process each, and their parameters. Those of many at once: {@link PostgresCheckpoints}. */
final class AdvanceStatements {

    /**
     * A runner has executed the process if it has completed a step, or a report has told that one had begun; the running time counts from then on. The end of a step that
     * was over before anybody was told tells when it began.
     */
    static final String ADVANCE = """
            update process set state = ?, revision = revision + 1, step_index = ?, step_name = ?, attempt = ?, percent = ?,
                message = case when ? = 1 then null else message end,
                data = case when ? = 1 then null else data end,
                rescues = case when ? = 1 then 0 else rescues + ? end, times_rescued = times_rescued + ?,
                runner_id = case when ? = 1 then runner_id else null end,
                last_runner_id = case when ? = 1 or step_started_at is not null then runner_id else last_runner_id end,
                started_at = coalesce(started_at, cast(? as bigint)),
                step_started_at = case when ? = 1 then now_millis() else step_started_at end,
                spent_ms = spent_ms + now_millis() - case when cast(? as bigint) > claimed_at then cast(? as bigint)
                    when ? = 0 and step_started_at is null then now_millis() else claimed_at end, claimed_at = now_millis(),
                due_at = case when ? = 1 then now_millis() + ? else due_at end,
                finished_at = case when ? = 1 then now_millis() else null end,
                error = ?
             where pid = ? and fence = ? and state = 'RUNNING' and step_index = ? and (cancel_requested_at is null or ? = 1)
            """;

    /** To be executed after an advance that has completed a step. */
    static final String CHECKPOINT = """
            insert into process_step (pid, step_index, attempt, started_at, finished_at, message, output_json, output_bytes)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** An advance and its checkpoint as one statement, for databases that can. They count the bytes of the output themselves. */
    static final String COMPLETE = "with advanced as (" + ADVANCE + " returning pid)" + """
             insert into process_step (pid, step_index, attempt, started_at, finished_at, message, output_json)
             select pid, ?, ?, ?, ?, ?, ? from advanced
            """;

    private final PreparedStatement statement;
    private int bound;

    private AdvanceStatements(PreparedStatement statement) {
        this.statement = statement;
    }

    static void bind(PreparedStatement statement, Advance advance) throws SQLException {
        new AdvanceStatements(statement).advance(advance);
    }

    static void bindWithStep(PreparedStatement statement, Advance advance) throws SQLException {
        AdvanceStatements parameters = new AdvanceStatements(statement);
        parameters.advance(advance);
        parameters.step(advance.completed().orElseThrow());
    }

    static void bindStep(PreparedStatement statement, Advance advance) throws SQLException {
        AdvanceStatements parameters = new AdvanceStatements(statement);
        parameters.text(advance.claim().pid());
        parameters.step(advance.completed().orElseThrow());
        parameters.number(advance.completed().orElseThrow().outputBytes());
    }

    private void advance(Advance advance) throws SQLException {
        boolean completed = advance.completed().isPresent();
        boolean running = advance.state() == ProcessState.RUNNING;
        Long began = advance.completed().map(CompletedStep::startedAt).orElse(null);
        text(advance.state().name());
        number(advance.stepIndex());
        text(advance.stepName().orElse(null));
        number(advance.attempt());
        number(advance.percent());
        flag(completed);
        flag(completed);
        flag(completed);
        flag(advance.isRescue());
        flag(advance.isRescue());
        flag(running);
        flag(completed);
        large(began);
        flag(running);
        large(began);
        large(began);
        flag(completed);
        flag(advance.state() == ProcessState.QUEUED);
        large(advance.pause().toMillis());
        flag(advance.state().isEnded());
        text(advance.error().map(StoredError::write).orElse(null));
        text(advance.claim().pid());
        large(advance.claim().fence());
        number(advance.fromStep());
        flag(advance.state() == ProcessState.CANCELLED);
    }

    private void step(CompletedStep step) throws SQLException {
        number(step.stepIndex());
        number(step.attempt());
        large(step.startedAt());
        large(step.finishedAt());
        text(step.message());
        text(step.outputJson());
    }

    private void text(String value) throws SQLException {
        statement.setString(++bound, value);
    }

    private void number(int value) throws SQLException {
        statement.setInt(++bound, value);
    }

    private void large(Long value) throws SQLException {
        statement.setObject(++bound, value, Types.BIGINT);
    }

    private void flag(boolean value) throws SQLException {
        number(value ? 1 : 0);
    }
}

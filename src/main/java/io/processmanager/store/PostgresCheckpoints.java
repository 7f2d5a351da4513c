package io.processmanager.store;

import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Writes the checkpoints of many processes as one statement with an array for each column: the database then plans and prepares once for all, which costs more
 * than the row itself if it is done for each.
 */
final class PostgresCheckpoints {

    /** The rows are compared with each other, so more of them at a time would be slower. */
    private static final int MOST_ROWS = 200;

    /**
     * The statement is prepared once, perhaps while the table is empty, and must stay good when it is full. So the rows are looked for by their primary key
     * ({@code = any (array(…))}), and the condition on the state is written so that no index fits it: that of the states has an entry for each step that was ever executed.
     */
    private static final String CHECKPOINTS = """
            with written as materialized (
                select * from unnest(?::varchar[], ?::bigint[], ?::integer[], ?::varchar[], ?::boolean[], ?::integer[], ?::varchar[], ?::integer[], ?::integer[],
                        ?::bigint[], ?::text[], ?::integer[], ?::integer[], ?::bigint[], ?::bigint[], ?::varchar[], ?::text[]) with ordinality
                    as w (pid, fence, from_step, state, ended, step_index, step_name, attempt, percent,
                        pause, error, completed_step, completed_attempt, started_at, completed_at, message, output, number)),
            advanced as (
                update process p set state = w.state, revision = p.revision + 1, step_index = w.step_index, step_name = w.step_name, attempt = w.attempt,
                        percent = w.percent, message = null, data = null, rescues = 0,
                        runner_id = case when w.state = 'RUNNING' then p.runner_id end,
                        step_started_at = case when w.state = 'RUNNING' then now_millis() else p.step_started_at end,
                        spent_ms = p.spent_ms + (now_millis() - p.claimed_at), claimed_at = now_millis(),
                        due_at = case when w.state = 'QUEUED' then now_millis() + w.pause else p.due_at end,
                        finished_at = case when w.ended then now_millis() end,
                        error = w.error
                  from written w
                 where p.pid = any (array(select pid from written)) and p.pid = w.pid and p.fence = w.fence and p.step_index = w.from_step
                    and p.state || '' = 'RUNNING' and (p.cancel_requested_at is null or w.state = 'CANCELLED')
                returning w.*),
            inserted as (
                insert into process_step (pid, step_index, attempt, started_at, finished_at, message, output_json)
                select pid, completed_step, completed_attempt, started_at, completed_at, message, output from advanced)
            select number from advanced
            """;

    private final Connection connection;

    PostgresCheckpoints(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param advances what to write; all have completed a step
     * @param rows gets 1 for each that was written, and 0 for the others
     * @throws SQLException if the database refuses any of them for another reason than its condition, or fails
     */
    void write(List<Advance> advances, Map<RunnerWrite, Integer> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CHECKPOINTS)) {
            for (int from = 0; from < advances.size();) {
                int to = PartsOfRows.end(advances, from, MOST_ROWS, advance -> completed(advance).outputJson().length());
                write(statement, advances.subList(from, to), rows);
                from = to;
            }
        }
    }

    private static CompletedStep completed(Advance advance) {
        return advance.completed().orElseThrow();
    }

    private void write(PreparedStatement statement, List<Advance> part, Map<RunnerWrite, Integer> rows) throws SQLException {
        texts(statement, 1, "varchar", part, advance -> advance.claim().pid());
        longs(statement, 2, part, advance -> advance.claim().fence());
        numbers(statement, 3, part, Advance::fromStep);
        texts(statement, 4, "varchar", part, advance -> advance.state().name());
        statement.setArray(5, connection.createArrayOf("bool", part.stream().map(advance -> advance.state().isEnded()).toArray(Boolean[]::new)));
        numbers(statement, 6, part, Advance::stepIndex);
        texts(statement, 7, "varchar", part, advance -> advance.stepName().orElse(null));
        numbers(statement, 8, part, Advance::attempt);
        numbers(statement, 9, part, Advance::percent);
        longs(statement, 10, part, advance -> advance.pause().toMillis());
        texts(statement, 11, "text", part, advance -> advance.error().map(StoredError::write).orElse(null));
        numbers(statement, 12, part, advance -> completed(advance).stepIndex());
        numbers(statement, 13, part, advance -> completed(advance).attempt());
        longs(statement, 14, part, advance -> completed(advance).startedAt());
        longs(statement, 15, part, advance -> completed(advance).finishedAt());
        texts(statement, 16, "varchar", part, advance -> completed(advance).message());
        texts(statement, 17, "text", part, advance -> completed(advance).outputJson());
        part.forEach(advance -> rows.put(advance, 0));
        try (ResultSet written = statement.executeQuery()) {
            while (written.next()) {
                rows.put(part.get(written.getInt(1) - 1), 1);
            }
        }
    }

    private void texts(PreparedStatement statement, int index, String type, List<Advance> part, Function<Advance, String> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, part.stream().map(column).toArray(String[]::new)));
    }

    private void longs(PreparedStatement statement, int index, List<Advance> part, ToLongFunction<Advance> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("int8", part.stream().map(column::applyAsLong).toArray(Long[]::new)));
    }

    private void numbers(PreparedStatement statement, int index, List<Advance> part, ToIntFunction<Advance> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("int4", part.stream().map(column::applyAsInt).toArray(Integer[]::new)));
    }
}

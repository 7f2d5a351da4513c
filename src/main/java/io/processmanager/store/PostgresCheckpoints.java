package io.processmanager.store;

import io.processmanager.ProcessState;
import io.processmanager.store.RunnerWrite.Advance;
import io.processmanager.store.RunnerWrite.CompletedStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Writes the checkpoints of many processes as one statement with an array for each column: the database then plans and prepares once for all, which costs more
 * than the row itself if it is done for each. The values are taken out of the arrays where they are needed: a table made of the arrays would be copied several
 * times for each row.
 */
final class PostgresCheckpoints {

    /** The longer an array of texts is, the longer it takes to find one in it. */
    private static final int MOST_ROWS = 200;

    /**
     * The statement is prepared once, perhaps while the table is empty, and must stay good when it is full. So the rows are looked for by their primary key
     * ({@code = any (…)}) and joined by a hash table (see {@link Dialect#beginSharedCommits}), and the condition on the state is written so that no index fits it: that
     * of the states has an entry for each step that was ever executed.
     */
    private static final String CHECKPOINTS = """
            with advanced as (
                update process p set state = (?::varchar[])[w.number], revision = p.revision + 1, step_index = (?::integer[])[w.number],
                        step_name = (?::varchar[])[w.number], attempt = (?::integer[])[w.number], percent = (?::integer[])[w.number],
                        message = null, data = null, rescues = 0,
                        runner_id = case when (?::boolean[])[w.number] then p.runner_id end, last_runner_id = p.runner_id,
                        started_at = coalesce(p.started_at, w.began),
                        step_started_at = case when (?::boolean[])[w.number] then (values (now_millis())) else p.step_started_at end,
                        spent_ms = p.spent_ms + (values (now_millis())) - greatest(p.claimed_at, w.began), claimed_at = (values (now_millis())),
                        due_at = coalesce((values (now_millis())) + (?::bigint[])[w.number], p.due_at),
                        finished_at = case when (?::boolean[])[w.number] then (values (now_millis())) end,
                        error = (?::text[])[w.number]
                  from unnest(?::varchar[], ?::bigint[]) with ordinality as w (pid, began, number)
                 where p.pid = any (?::varchar[]) and p.pid = w.pid
                    and p.fence = (?::bigint[])[w.number] and p.step_index = (?::integer[])[w.number]
                    and p.state || '' = 'RUNNING' and (p.cancel_requested_at is null or (?::boolean[])[w.number])
                returning p.pid, w.number),
            inserted as (
                insert into process_step (pid, step_index, attempt, started_at, finished_at, message, output_json)
                select pid, (?::integer[])[number], (?::integer[])[number], (?::bigint[])[number], (?::bigint[])[number],
                        (?::varchar[])[number], (?::text[])[number]
                  from advanced)
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
        texts(statement, 1, "varchar", part, advance -> advance.state().name());
        numbers(statement, 2, part, Advance::stepIndex);
        texts(statement, 3, "varchar", part, advance -> advance.stepName().orElse(null));
        numbers(statement, 4, part, Advance::attempt);
        numbers(statement, 5, part, Advance::percent);
        flags(statement, 6, part, advance -> advance.state() == ProcessState.RUNNING);
        flags(statement, 7, part, advance -> advance.state() == ProcessState.RUNNING);
        longs(statement, 8, part, advance -> advance.state() == ProcessState.QUEUED ? advance.pause().toMillis() : null);
        flags(statement, 9, part, advance -> advance.state().isEnded());
        texts(statement, 10, "text", part, advance -> advance.error().map(StoredError::write).orElse(null));
        texts(statement, 11, "varchar", part, advance -> advance.claim().pid());
        longs(statement, 12, part, advance -> completed(advance).startedAt());
        texts(statement, 13, "varchar", part, advance -> advance.claim().pid());
        longs(statement, 14, part, advance -> advance.claim().fence());
        numbers(statement, 15, part, Advance::fromStep);
        flags(statement, 16, part, advance -> advance.state() == ProcessState.CANCELLED);
        numbers(statement, 17, part, advance -> completed(advance).stepIndex());
        numbers(statement, 18, part, advance -> completed(advance).attempt());
        longs(statement, 19, part, advance -> completed(advance).startedAt());
        longs(statement, 20, part, advance -> completed(advance).finishedAt());
        texts(statement, 21, "varchar", part, advance -> completed(advance).message());
        texts(statement, 22, "text", part, advance -> completed(advance).outputJson());
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

    private void flags(PreparedStatement statement, int index, List<Advance> part, Predicate<Advance> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("bool", part.stream().map(column::test).toArray(Boolean[]::new)));
    }

    private void longs(PreparedStatement statement, int index, List<Advance> part, Function<Advance, Long> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("int8", part.stream().map(column).toArray(Long[]::new)));
    }

    private void numbers(PreparedStatement statement, int index, List<Advance> part, ToIntFunction<Advance> column) throws SQLException {
        statement.setArray(index, connection.createArrayOf("int4", part.stream().map(column::applyAsInt).toArray(Integer[]::new)));
    }
}

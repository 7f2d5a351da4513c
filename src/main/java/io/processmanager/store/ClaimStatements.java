package io.processmanager.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database hands queued processes to a runner: each to one only, without waiting for rows that others hold. */
interface ClaimStatements {

    /** What a claim sets; takes the runner's id. */
    String SET = """
            update process set state = 'RUNNING', fence = fence + 1, revision = revision + 1, runner_id = ?, claimed_at = now_millis(),
                started_at = coalesce(started_at, now_millis()), step_started_at = now_millis(), percent = 0, message = null
            """;

    /** What a claim reads of the table {@code process p}, for {@link ClaimedRow}. */
    String COLUMNS = """
            p.pid, p.fence, p.name, p.specification, p.data, p.step_index, p.attempt, p.timeout_ms, p.timeout_ms - p.spent_ms as left_ms,
            (select s.output_json from process_step s where s.pid = p.pid and s.step_index = p.step_index - 1) as previous_output
            """;

    /**
     * @param connection in a transaction
     * @param runnerId who claims
     * @param limit how many at most
     * @return the claims, those due for longest first
     * @throws SQLException if the database fails
     */
    List<Claim> claim(Connection connection, String runnerId, int limit) throws SQLException;
}

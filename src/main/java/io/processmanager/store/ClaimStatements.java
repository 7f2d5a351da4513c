package io.processmanager.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database hands queued processes to a runner: each to one only, without waiting for rows that others hold. */
interface ClaimStatements {

    /** What a claim sets; takes the runner's id. No step has begun yet: see {@link ProcessEntity#stepStartedAt}. */
    String SET = """
            update process set state = 'RUNNING', fence = fence + 1, revision = revision + 1, runner_id = ?, claimed_at = now_millis(),
                step_started_at = null, percent = 0, message = null
            """;

    /** @return whether a claim is a single statement and so needs no transaction around it */
    boolean isOneStatement();

    /**
     * @param connection in a transaction, unless it is a single statement
     * @param runnerId who claims
     * @param limit how many at most
     * @param dueFrom where the search may begin
     * @return what was claimed
     * @throws SQLException if the database fails
     */
    List<ClaimedRow> claim(Connection connection, String runnerId, int limit, long dueFrom) throws SQLException;
}

package io.processmanager.store.limit;

import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database finds and claims processes of one queue, which are chosen in between. */
interface LimitedStatements {

    static LimitedStatements of(Dialect dialect, Connection connection, UncommittedChanges uncommitted) {
        return switch (dialect) {
            case DERBY -> new DerbyLimitedStatements(connection, uncommitted);
            case POSTGRESQL -> new PostgresLimitedStatements(connection);
        };
    }

    /** @param key its concurrency key; may be null */
    record Candidate(String pid, String key) {
    }

    /**
     * @param limit the maximum number
     * @param fullKeys which concurrency keys to leave out
     * @param chosen which processes to leave out
     * @return the next ones in turn, none of them locked by anybody else
     */
    List<Candidate> candidates(Turn turn, int limit, List<String> fullKeys, List<Candidate> chosen) throws SQLException;

    /** @return those that are still queued, with their places by the same index */
    List<ClaimedRow> claim(String runnerId, List<Candidate> chosen, List<Integer> places) throws SQLException;
}

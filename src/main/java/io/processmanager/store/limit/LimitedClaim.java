package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Turn;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The claim of a queue that has limits or is paused, in a transaction. It locks the row of the queue first, so that what
 * is claimed there is claimed by one node after the other, and counts what is running after that: what others have
 * claimed is seen.
 */
public interface LimitedClaim {

    /** So many more candidates are looked at where some keys may have no place left. */
    int LOOK_AHEAD = 50;

    static LimitedClaim of(Dialect dialect, UncommittedChanges uncommitted) {
        return switch (dialect) {
            case DERBY -> new DerbyLimitedClaim(uncommitted);
            case POSTGRESQL -> new PostgresLimitedClaim();
        };
    }

    /**
     * @param rows what was claimed
     * @param isRestricted whether the queue still has limits or is paused; if not, nothing was claimed
     * @param passesOver whether processes may have been left that are due earlier, as their keys have no place left
     * @param mayHaveMore whether another claim may find more at once, as too many were passed over
     * @param nextPeriod when the rate allows more, in milliseconds of the database's clock; empty if it does now
     */
    record Outcome(List<ClaimedRow> rows, boolean isRestricted, boolean passesOver, boolean mayHaveMore, Optional<Long> nextPeriod) {
    }

    /**
     * @param most the maximum number
     * @throws SQLException if the database fails; nothing is claimed then
     */
    Outcome claim(Database database, String runnerId, Turn turn, int most) throws SQLException;
}

package io.processmanager.store.claim;

import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** How a database hands queued processes to a runner: each to one only, without waiting for rows that others hold. */
interface ClaimStatements {

    static ClaimStatements of(Dialect dialect, UncommittedChanges uncommitted) {
        return switch (dialect) {
            case DERBY -> new DerbyClaimStatements(uncommitted);
            case POSTGRESQL -> new PostgresClaimStatements();
        };
    }

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

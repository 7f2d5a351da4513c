package io.processmanager.store.claim;

import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Hands each queued process to one runner, without waiting for locked rows. */
interface ClaimStatements {

    static ClaimStatements of(Dialect dialect, UncommittedChanges uncommitted) {
        return switch (dialect) {
            case DERBY -> new DerbyClaimStatements(uncommitted);
            case POSTGRESQL -> new PostgresClaimStatements();
        };
    }

    /** @return a query for when something becomes due within a time in milliseconds, at most a number of times */
    String dueSoon();

    /** @return whether a claim is one statement and needs no transaction */
    boolean isOneStatement();

    /**
     * @param connection in a transaction, unless a claim is one statement
     * @param limit the maximum number of claims
     * @param dueFrom where the search may begin
     */
    List<ClaimedRow> claim(Connection connection, String runnerId, int limit, long dueFrom) throws SQLException;
}

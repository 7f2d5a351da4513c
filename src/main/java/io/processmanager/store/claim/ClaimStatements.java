package io.processmanager.store.claim;

import io.processmanager.database.Dialect;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Hands each queued process to one runner without waiting for locked rows. */
interface ClaimStatements {

    static ClaimStatements of(Dialect dialect, UncommittedChanges uncommitted) {
        return switch (dialect) {
            case DERBY -> new DerbyClaimStatements(uncommitted);
            case POSTGRESQL -> new PostgresClaimStatements();
        };
    }

    /**
     * What a runner may claim.
     *
     * @param turns the queues in turn; of each, the lanes in order are searched
     * @param share the maximum number of each queue
     * @param limit the maximum number of all
     */
    record Search(String runnerId, List<Turn> turns, int share, int limit) {
    }

    /** @return a query for when something becomes due within a time in milliseconds, at most a number of times */
    String dueSoon();

    /** @return whether a claim is one statement and needs no transaction */
    boolean isOneStatement();

    /**
     * @param connection in a transaction, unless a claim is one statement
     * @return the claimed rows
     * @throws SQLException if the database fails
     */
    List<ClaimedRow> claim(Connection connection, Search search) throws SQLException;

    /**
     * @return the lanes in which something waits for its turn
     * @throws SQLException if the database fails
     */
    List<Lane> lanes(Connection connection) throws SQLException;
}

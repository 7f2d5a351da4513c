package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Takes processes out of the queue. */
@ApplicationScoped
public class Claims {

    private static final String CANCELLED = """
            select pid from process where runner_id = ? and state = 'RUNNING' and cancel_requested_at is not null
            """;

    private final Database database;
    private final UncommittedChanges uncommitted;

    @Inject
    Claims(Database database, UncommittedChanges uncommitted) {
        this.database = database;
        this.uncommitted = uncommitted;
    }

    /** For the container's proxy only. */
    Claims() {
        this(null, null);
    }

    /**
     * Claims processes that are due, in one short transaction.
     *
     * @param runnerId who claims
     * @param limit how many at most
     * @return the claims
     * @throws SQLException if the database fails; nothing is claimed then
     */
    public List<Claim> claim(String runnerId, int limit) throws SQLException {
        ClaimStatements statements = database.dialect().claimStatements(uncommitted);
        return database.inTransaction(connection -> statements.claim(connection, runnerId, limit));
    }

    /**
     * @param runnerId a runner
     * @return those of its running processes that somebody, on whatever node, has asked to cancel
     * @throws SQLException if the database fails
     */
    public List<String> cancelRequested(String runnerId) throws SQLException {
        return database.inTransaction(connection -> {
            List<String> pids = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(CANCELLED)) {
                statement.setString(1, runnerId);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        pids.add(rows.getString(1));
                    }
                }
            }
            return pids;
        });
    }

    /**
     * @return whether no process is queued, due or not
     * @throws SQLException if the database fails
     */
    public boolean isQueueEmpty() throws SQLException {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("select pid from process where state = 'QUEUED' fetch first 1 rows only");
                    ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        });
    }
}

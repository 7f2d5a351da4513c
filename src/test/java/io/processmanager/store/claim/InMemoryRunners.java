package io.processmanager.store.claim;

import io.processmanager.database.DatabaseClock;
import io.processmanager.database.InMemoryDatabase;
import java.sql.SQLException;

/** The registry of runners on a database in memory, for tests of who uses it. */
public final class InMemoryRunners {

    private final InMemoryDatabase database;

    /** Makes the database. */
    public InMemoryRunners() throws SQLException {
        database = new InMemoryDatabase();
    }

    public RunnerRegistry registry() {
        return new RunnerRegistry(database);
    }

    public DeadRunnerRescue rescue() {
        return new DeadRunnerRescue(database);
    }

    public DatabaseClock clock() {
        return new DatabaseClock(database);
    }

    /** @return when a runner was last heard of, in milliseconds since 1970 */
    public long seenAt(String runnerId) throws SQLException {
        return Long.parseLong(database.text("select seen_at from runner where id = ?", runnerId));
    }

    public String status(String runnerId) throws SQLException {
        return column(runnerId, "status");
    }

    /** @return what the row has in a column; null for none */
    public String column(String runnerId, String name) throws SQLException {
        return database.text("select " + name + " from runner where id = ?", runnerId);
    }

    /** Lets a runner be as silent as if it had been seen last at the beginning of time. */
    public void silence(String runnerId) throws SQLException {
        database.execute("update runner set seen_at = 0 where id = ?", runnerId);
    }
}

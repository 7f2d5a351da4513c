package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Claims that are held and that nobody executes. They come about where the answer to a commit is lost (the claim is durable, and the runner has not
 * learnt of it), and where a runner that was taken for dead meanwhile claims once more under its old id. No lease ends them, so they are looked for.
 */
@ApplicationScoped
public class OrphanedClaims {

    private static final String HELD = "select pid, fence from process where runner_id = ? and state = 'RUNNING'";

    private static final String OF_ENDED_RUNNERS = """
            select p.pid, p.fence from process p where p.state = 'RUNNING'
               and not exists (select 1 from runner r where r.id = p.runner_id and r.finished_at is null)
            """;

    private static final String RELEASE = """
            update process set state = 'QUEUED', revision = revision + 1, runner_id = null, due_at = now_millis()
             where pid = ? and fence = ? and state = 'RUNNING'
            """;

    private final Database database;

    @Inject
    OrphanedClaims(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    OrphanedClaims() {
        this(null);
    }

    /**
     * A claim as the database knows it.
     *
     * @param pid the process
     * @param fence the number of the claim
     */
    public record Held(String pid, long fence) {
    }

    /**
     * @param runnerId a runner
     * @return the claims that it holds
     * @throws SQLException if the database fails
     */
    public Set<Held> heldBy(String runnerId) throws SQLException {
        String query = HELD + database.dialect().withoutWaiting();
        return database.inTransaction(connection -> read(connection, query, runnerId));
    }

    /**
     * Gives claims back to the queue, at the last checkpoint; those that have ended meanwhile are left alone.
     *
     * @param orphans the claims
     * @return how many were given back
     * @throws SQLException if the database fails; nothing is changed then
     */
    public int release(Collection<Held> orphans) throws SQLException {
        return orphans.isEmpty() ? 0 : database.inTransaction(connection -> release(connection, orphans));
    }

    /**
     * Gives all claims back whose runner has ended. Any number of nodes may do so at once.
     *
     * @return how many were given back
     * @throws SQLException if the database fails; nothing is changed then
     */
    public int releaseOfEndedRunners() throws SQLException {
        String query = OF_ENDED_RUNNERS + database.dialect().withoutWaiting();
        return database.inTransaction(connection -> release(connection, read(connection, query)));
    }

    private static Set<Held> read(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            Set<Held> held = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(new Held(row.getString(1), row.getLong(2)));
                }
            }
            return held;
        }
    }

    private static int release(Connection connection, Collection<Held> orphans) throws SQLException {
        int released = 0;
        for (Held orphan : orphans) {
            released += RunnerRegistry.update(connection, RELEASE, orphan.pid(), orphan.fence());
        }
        return released;
    }
}

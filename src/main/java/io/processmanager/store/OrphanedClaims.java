package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Claims that are held and that nobody executes. They come about where the answer to a commit is lost (the claim is durable, and the runner has not
 * learnt of it), and where a runner that was taken for dead meanwhile claims once more under its old id. No lease ends them, so they are looked for.
 */
@ApplicationScoped
public class OrphanedClaims {

    /** One query for both kinds: it is asked at each heartbeat of each node. */
    private static final String SUSPECTS = """
            select p.pid, p.fence from process p where p.state = 'RUNNING' and p.runner_id is not null and (p.runner_id = ?
                or not exists (select 1 from runner r where r.id = p.runner_id and r.finished_at is null))
            """;

    private static final String FREE = "select runner_id, step_name, attempt, step_started_at from process where pid = ? and state = 'RUNNING'";

    private static final String RELEASE = """
            update process set state = 'QUEUED', revision = revision + 1, due_at = now_millis(),
                rescues = rescues + case when runner_id = ? then 0 else 1 end,
                last_runner_id = case when step_started_at is not null then runner_id else last_runner_id end,
                times_rescued = case when step_started_at is not null then times_rescued + 1 else times_rescued end,
                runner_id = null
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
     * @param runnerId the runner that asks
     * @return the claims that it holds, of which it knows itself which it executes, and all those whose runner has ended
     * @throws SQLException if the database fails
     */
    public Set<Held> suspects(String runnerId) throws SQLException {
        String query = SUSPECTS + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> read(connection, query, runnerId));
    }

    /**
     * Gives claims back to the queue, at the last checkpoint; those that have ended meanwhile are left alone. Any number of nodes may do so at once.
     *
     * Those whose runner has ended count as rescued: it may have ended in the middle of a step, and because of it.
     *
     * @param runnerId the runner that asks; of its own claims it has never begun to execute anything
     * @param orphans the claims
     * @return how many were given back
     * @throws SQLException if the database fails; nothing is changed then
     */
    public int release(String runnerId, Collection<Held> orphans) throws SQLException {
        return orphans.isEmpty() ? 0 : database.inTransaction(connection -> release(connection, runnerId, orphans));
    }

    private static Set<Held> read(Connection connection, String sql, String runnerId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, runnerId);
            Set<Held> held = new HashSet<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(new Held(row.getString(1), row.getLong(2)));
                }
            }
            return held;
        }
    }

    /** A row that somebody has locked is left for another time: it may be a node without network, and waiting for it would stop this one, too. */
    private int release(Connection connection, String runnerId, Collection<Held> orphans) throws SQLException {
        String free = FREE + database.dialect().lockingWhatIsFree();
        int released = 0;
        for (Held orphan : orphans) {
            released += release(connection, free, runnerId, orphan);
        }
        return released;
    }

    private static int release(Connection connection, String free, String runnerId, Held orphan) throws SQLException {
        Optional<Lost> lost = lost(connection, free, orphan.pid());
        int released = lost.isEmpty() ? 0 : RunnerRegistry.update(connection, RELEASE, runnerId, orphan.pid(), orphan.fence());
        if (released == 1 && lost.get().begun()) {
            LostStepLine.insert(connection, orphan.pid(), lost.get().step(), lost.get().attempt(), "Runner " + lost.get().runnerId() + " held the claim of this"
                    + " process and did not execute it any more. The process continues from its last checkpoint, so this step is executed again");
        }
        return released;
    }

    private static Optional<Lost> lost(Connection connection, String free, String pid) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(free)) {
            statement.setString(1, pid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Lost(row.getString("runner_id"), row.getString("step_name"), row.getInt("attempt"),
                        row.getObject("step_started_at") != null)) : Optional.empty();
            }
        }
    }

    /** What is given up with an orphan, if its step had begun. */
    private record Lost(String runnerId, String step, int attempt, boolean begun) {
    }
}

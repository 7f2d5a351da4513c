package io.processmanager.store.claim;

import io.processmanager.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Claims that are held but not executed: the answer to a commit was lost, or a runner declared dead claimed once more
 * under its old id. No lease ends them.
 */
@ApplicationScoped
public class OrphanedClaims {

    /** One query for both kinds, as each node runs it at each heartbeat. */
    private static final String SUSPECTS = """
            select p.pid, p.fence from process p where p.state = 'RUNNING' and p.runner_id is not null and (p.runner_id = ?
                or not exists (select 1 from runner r where r.id = p.runner_id and r.finished_at is null))
            """;

    private final Database database;

    @Inject
    public OrphanedClaims(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public OrphanedClaims() {
        this(null);
    }

    public record Held(String pid, long fence) {
    }

    /**
     * @param runnerId the asking runner
     * @return all claims that it holds, executed or not, and those of ended runners
     * @throws SQLException if the database fails
     */
    public Set<Held> suspects(String runnerId) throws SQLException {
        String query = SUSPECTS + database.dialect().withoutWaiting();
        return database.autoCommitted(connection -> read(connection, query, runnerId));
    }

    /**
     * Ends claims as a rescue does, except those ended meanwhile. Any number of nodes may do so concurrently. Claims
     * of ended runners count as rescues, as a step may have ended the runner; those of the asking runner only if a
     * step is known to have begun.
     *
     * @param runnerId the asking runner
     * @param orphans the claims
     * @param maxRescues maximum rescues of a process without progress
     * @return the number ended
     * @throws SQLException if the database fails; nothing is changed then
     */
    public int handBack(String runnerId, Collection<Held> orphans, int maxRescues) throws SQLException {
        return orphans.isEmpty() ? 0 : database.inTransaction(connection -> handBack(connection, runnerId, orphans, maxRescues));
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

    private int handBack(Connection connection, String runnerId, Collection<Held> orphans, int maxRescues) throws SQLException {
        LostClaims claims = new LostClaims(connection, database.dialect(), maxRescues);
        int handedBack = 0;
        for (Held orphan : orphans) {
            Optional<LostClaims.Lost> lost = claims.of(orphan, runnerId);
            if (lost.isPresent()) {
                String reason = "Runner " + lost.get().runnerId() + " held the claim of this process and did not execute it any more";
                handedBack += claims.end(List.of(lost.get()), new LostClaims.Reason(reason, reason)).size();
            }
        }
        return handedBack;
    }
}

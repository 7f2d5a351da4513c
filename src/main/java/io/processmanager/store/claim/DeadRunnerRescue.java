package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.view.ProcessState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Returns the processes of runners silent for longer than the lease to the queue, at their last checkpoint. */
@ApplicationScoped
public class DeadRunnerRescue {

    private static final String SILENT = "select id, node from runner where finished_at is null and seen_at < now_millis() - ?";

    private static final String BURY = """
            update runner set status = 'TIMEOUT', finished_at = now_millis(), not_claiming = null where id = ? and finished_at is null and seen_at < now_millis() - ?
            """;

    private final Database database;

    @Inject
    public DeadRunnerRescue(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public DeadRunnerRescue() {
        this(null);
    }

    /**
     * A runner that was found dead.
     *
     * @param handedBack its processes returned to the queue
     * @param ended those cancelled, or failed after too many rescues
     */
    public record Rescue(String id, String node, int handedBack, int ended) {
    }

    private record Silent(String id, String node) {
    }

    /**
     * Rescues what it can; any number of nodes may do so concurrently.
     *
     * @param lease the silence after which a runner is dead
     * @param maxRescues maximum rescues of a process without progress
     * @return the runners found dead
     * @throws SQLException if the database fails; the current rescue is rolled back
     */
    public List<Rescue> rescue(Duration lease, int maxRescues) throws SQLException {
        List<Rescue> rescues = new ArrayList<>();
        for (Silent runner : database.autoCommitted(connection -> silent(connection, lease))) {
            database.inTransaction(connection -> rescue(connection, runner, lease, maxRescues)).ifPresent(rescues::add);
        }
        return rescues;
    }

    private Optional<Rescue> rescue(Connection connection, Silent runner, Duration lease, int maxRescues) throws SQLException {
        if (RunnerRegistry.update(connection, BURY, runner.id(), lease.toMillis()) == 0) {
            return Optional.empty();
        }
        LostClaims claims = new LostClaims(connection, database.dialect(), maxRescues);
        List<ProcessState> states = claims.end(claims.ofEnded(runner.id()), new LostClaims.Reason("Runner " + runner.id() + " on node " + runner.node()
                + " is dead: it had not been heard of for " + lease.toSeconds() + " s", "The runner on node " + runner.node() + " died while it executed this step"));
        int handedBack = Collections.frequency(states, ProcessState.QUEUED);
        return Optional.of(new Rescue(runner.id(), runner.node(), handedBack, states.size() - handedBack));
    }

    private static List<Silent> silent(Connection connection, Duration lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SILENT)) {
            statement.setLong(1, lease.toMillis());
            List<Silent> silent = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    silent.add(new Silent(rows.getString(1), rows.getString(2)));
                }
            }
            return silent;
        }
    }
}

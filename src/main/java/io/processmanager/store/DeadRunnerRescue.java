package io.processmanager.store;

import io.processmanager.ProcessError;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the processes of runners that have not been heard of for longer than the lease back to the queue, at their last checkpoint. */
@ApplicationScoped
public class DeadRunnerRescue {

    private static final String SILENT = "select id, node, seen_at from runner where finished_at is null and seen_at < now_millis() - ?";

    private static final String BURY = """
            update runner set status = 'LOST', finished_at = now_millis() where id = ? and finished_at is null and seen_at < now_millis() - ?
            """;

    private static final String HOPELESS = """
            select pid, step_name, attempt, cancel_requested_at from process
             where runner_id = ? and state = 'RUNNING' and (rescues >= ? or cancel_requested_at is not null)
            """;

    private static final String END = """
            update process set state = ?, error = ?, revision = revision + 1, runner_id = null, last_runner_id = runner_id, finished_at = now_millis()
             where pid = ? and state = 'RUNNING' and runner_id = ?
            """;

    private static final String HELD = "select pid, step_name, attempt, rescues from process where runner_id = ? and state = 'RUNNING'";

    /** The time after the dead runner's last sign of life is not counted as running time, nor is that before the first step. */
    private static final String REQUEUE = """
            update process set state = 'QUEUED', revision = revision + 1, runner_id = null, last_runner_id = runner_id, rescues = rescues + 1,
                times_rescued = times_rescued + 1, due_at = now_millis(),
                spent_ms = spent_ms + case when step_started_at is not null and cast(? as bigint) > claimed_at then cast(? as bigint) - claimed_at else 0 end
             where pid = ? and runner_id = ? and state = 'RUNNING'
            """;

    private final Database database;

    @Inject
    DeadRunnerRescue(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    DeadRunnerRescue() {
        this(null);
    }

    /**
     * A runner that was found dead.
     *
     * @param id its id
     * @param node where it ran
     * @param requeued how many of its processes are back in the queue
     * @param ended how many were ended instead, as they had lost their runner too often or were to be cancelled
     */
    public record Rescue(String id, String node, int requeued, int ended) {
    }

    private record Silent(String id, String node, long seenAt) {
    }

    private record Held(String pid, String step, int attempt, int rescues) {
    }

    /**
     * Rescues what there is to rescue; any number of nodes may do so at once.
     *
     * @param lease after which silence a runner is dead
     * @param maxRescues how often a process is continued after the death of its runner without having got any further
     * @return the runners that were found dead
     * @throws SQLException if the database fails; what was begun is undone
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
        int ended = endHopeless(connection, runner, maxRescues);
        return Optional.of(new Rescue(runner.id(), runner.node(), requeue(connection, runner, lease, maxRescues), ended));
    }

    private static List<Silent> silent(Connection connection, Duration lease) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SILENT)) {
            statement.setLong(1, lease.toMillis());
            List<Silent> silent = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    silent.add(new Silent(rows.getString(1), rows.getString(2), rows.getLong(3)));
                }
            }
            return silent;
        }
    }

    /**
     * Waits for no lock: the dead runner may have been cut off in the middle of a transaction that the database has not ended yet. What is left out
     * here is found as an {@linkplain OrphanedClaims orphan} later.
     */
    private int requeue(Connection connection, Silent runner, Duration lease, int maxRescues) throws SQLException {
        List<Held> held = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HELD + database.dialect().lockingWhatIsFree())) {
            statement.setString(1, runner.id());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    held.add(new Held(row.getString("pid"), row.getString("step_name"), row.getInt("attempt"), row.getInt("rescues")));
                }
            }
        }
        int requeued = 0;
        for (Held process : held) {
            if (RunnerRegistry.update(connection, REQUEUE, runner.seenAt(), runner.seenAt(), process.pid(), runner.id()) == 1) {
                requeued++;
                LostStepLine.insert(connection, process.pid(), process.step(), process.attempt(), "Runner " + runner.id() + " on node " + runner.node()
                        + " is dead: it had not been heard of for " + lease.toSeconds() + " s. The process continues from its last checkpoint, so this step is"
                        + " executed again (rescue " + (process.rescues() + 1) + " of at most " + maxRescues + " without having got any further)");
            }
        }
        return requeued;
    }

    private int endHopeless(Connection connection, Silent runner, int maxRescues) throws SQLException {
        int ended = 0;
        try (PreparedStatement statement = connection.prepareStatement(HOPELESS.strip() + database.dialect().lockingWhatIsFree())) {
            statement.setString(1, runner.id());
            statement.setInt(2, maxRescues);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String step = row.getString("step_name") == null ? "" : row.getString("step_name");
                    boolean cancel = row.getObject("cancel_requested_at") != null;
                    String error = cancel ? null : StoredError.write(ProcessError.of(step, row.getInt("attempt"), RunnerLostException.class,
                            RunnerLostException.died(runner.node(), maxRescues)));
                    ended += RunnerRegistry.update(connection, END, cancel ? "CANCELLED" : "FAILED", error,
                            row.getString("pid"), runner.id());
                }
            }
        }
        return ended;
    }
}

package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.database.StoreUnavailableException;
import io.processmanager.view.RunnerInfo.Server;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The runners, one row for each start of a deployment, each with one lease for all its processes. */
@ApplicationScoped
public class RunnerRegistry {

    private static final String REGISTER = """
            insert into runner (id, node, host, os_pid, server, version, status, capacity, heap_share, not_claiming, started_at, seen_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now_millis(), now_millis())
            """;
    private static final String RENEW = """
            update runner set seen_at = now_millis(), server = ?, version = ?, heap_share = ?, not_claiming = ? where id = ? and finished_at is null
            """;
    private static final String STATUS = "select status from runner where id = ? and finished_at is null";
    private static final String ORDER = "update runner set status = ? where id = ? and finished_at is null and status in (%s)";
    private static final String FINISH = """
            update runner set seen_at = now_millis(), finished_at = now_millis(), status = 'SUCCESS', not_claiming = null where id = ? and finished_at is null
            """;
    private static final String FINISH_DRAINED = FINISH.stripTrailing() + " and status = 'DRAINING'";
    private static final String FORGET = "delete from runner where finished_at is not null and finished_at < now_millis() - ?";

    /** Succeeds if there is no holder, or it has ended or been silent for longer than the lease. */
    private static final String TAKE_EXCLUSIVE = """
            update exclusive_runner set runner_id = ? where id = 1 and (runner_id is null or runner_id = ? or not exists (
                select 1 from runner r where r.id = exclusive_runner.runner_id and r.finished_at is null and r.seen_at >= now_millis() - ?))
            """;

    private final Database database;

    @Inject
    public RunnerRegistry(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public RunnerRegistry() {
        this(null);
    }

    /**
     * What a runner reports with each heartbeat.
     *
     * @param heapShare used heap in percent of the maximum
     * @param notClaiming why it claims nothing while running; empty if it claims
     */
    public record Condition(Server server, int heapShare, Optional<String> notClaiming) {
    }

    /**
     * @param id a new id
     * @param status its status
     * @param capacity processes executed at a time
     * @param condition its condition
     * @throws SQLException if the database fails
     */
    public void register(String id, Status status, int capacity, Condition condition) throws SQLException {
        Server server = condition.server();
        update(REGISTER, id, server.node(), server.host().orElse(null), server.osPid(), server.product().orElse(null), server.version().orElse(null), status.name(), capacity,
                condition.heapShare(), condition.notClaiming().orElse(null));
    }

    /**
     * Renews the lease.
     *
     * @param id the runner
     * @param condition its condition
     * @return the status that was last ordered; empty if the lease was lost and the processes handed to others
     * @throws SQLException if the database fails
     */
    public Optional<Status> renew(String id, Condition condition) throws SQLException {
        Object[] values = {condition.server().product().orElse(null), condition.server().version().orElse(null), condition.heapShare(), condition.notClaiming().orElse(null), id};
        // Every node asks every few seconds: one statement where the database can.
        return database.autoCommitted(connection -> database.dialect().completesInOneStatement() ? status(connection, RENEW + " returning status", values)
                : update(connection, RENEW, values) == 1 ? ordered(connection, id) : Optional.empty());
    }

    /**
     * @param id the runner
     * @return the status that was last ordered; empty if it has ended
     * @throws SQLException if the database fails
     */
    public Optional<Status> ordered(String id) throws SQLException {
        return database.autoCommitted(connection -> ordered(connection, id));
    }

    private static Optional<Status> ordered(Connection connection, String id) throws SQLException {
        return status(connection, STATUS, id);
    }

    private static Optional<Status> status(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(Status.valueOf(row.getString(1))) : Optional.empty();
            }
        }
    }

    /**
     * Changes the status of a runner, which obeys when it reads it.
     *
     * @param id the runner
     * @param status the new status
     * @param from the statuses that allow it
     * @return false if it has none of these or has ended
     * @throws StoreUnavailableException if the database fails
     */
    public boolean order(String id, Status status, Set<Status> from) {
        try {
            String allowed = from.stream().map(one -> "'" + one.name() + "'").collect(Collectors.joining(", "));
            return update(ORDER.replace("%s", allowed), status.name(), id) == 1;
        } catch (SQLException failure) {
            throw new StoreUnavailableException(failure);
        }
    }

    /**
     * Ends the registration of a runner that holds no process.
     *
     * @param id the runner
     * @throws SQLException if the database fails
     */
    public void finish(String id) throws SQLException {
        update(FINISH, id);
    }

    /**
     * Likewise, unless somebody has resumed it meanwhile.
     *
     * @param id the runner
     * @return whether it has ended
     * @throws SQLException if the database fails
     */
    public boolean finishDrained(String id) throws SQLException {
        return update(FINISH_DRAINED, id) == 1;
    }

    /**
     * Takes or keeps the right of the only runner.
     *
     * @param id the runner
     * @param lease the silence after which the holder loses it
     * @return whether this runner holds it
     * @throws SQLException if the database fails
     */
    public boolean takeExclusive(String id, Duration lease) throws SQLException {
        return update(TAKE_EXCLUSIVE, id, id, lease.toMillis()) == 1;
    }

    /**
     * @param after how long ago the removed runners ended
     * @throws SQLException if the database fails
     */
    public void forget(Duration after) throws SQLException {
        update(FORGET, after.toMillis());
    }

    private int update(String sql, Object... parameters) throws SQLException {
        return database.autoCommitted(connection -> update(connection, sql, parameters));
    }

    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            if (parameters[i] == null) {
                statement.setNull(i + 1, Types.VARCHAR);
            } else {
                statement.setObject(i + 1, parameters[i]);
            }
        }
    }
}

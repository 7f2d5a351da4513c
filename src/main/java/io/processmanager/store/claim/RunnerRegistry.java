package io.processmanager.store.claim;

import io.processmanager.database.Database;
import io.processmanager.view.RunnerInfo.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;

/** The runners, one row for each start of a deployment, each with one lease for all its processes. */
@ApplicationScoped
public class RunnerRegistry {

    private static final String REGISTER = """
            insert into runner (id, node, os_pid, status, capacity, started_at, seen_at) values (?, ?, ?, ?, ?, now_millis(), now_millis())
            """;
    private static final String RENEW = """
            update runner set seen_at = now_millis(), status = ? where id = ? and finished_at is null
            """;
    private static final String FINISH = """
            update runner set seen_at = now_millis(), finished_at = now_millis(), status = ? where id = ? and finished_at is null
            """;
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
     * @param id a new id
     * @param node the name of the node
     * @param status its status
     * @param capacity processes executed at a time
     * @throws SQLException if the database fails
     */
    public void register(String id, String node, Status status, int capacity) throws SQLException {
        update(REGISTER, id, node, ProcessHandle.current().pid(), status.name(), capacity);
    }

    /**
     * Renews the lease.
     *
     * @param id the runner
     * @param status its status
     * @return false if the lease was lost and the processes handed to others
     * @throws SQLException if the database fails
     */
    public boolean renew(String id, Status status) throws SQLException {
        return update(RENEW, status.name(), id) == 1;
    }

    /**
     * Ends the registration of a runner that holds no process.
     *
     * @param id the runner
     * @throws SQLException if the database fails
     */
    public void finish(String id) throws SQLException {
        update(FINISH, Status.STOPPED.name(), id);
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
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] == null) {
                    statement.setNull(i + 1, Types.VARCHAR);
                } else {
                    statement.setObject(i + 1, parameters[i]);
                }
            }
            return statement.executeUpdate();
        }
    }
}

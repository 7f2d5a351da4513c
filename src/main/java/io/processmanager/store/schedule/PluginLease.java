package io.processmanager.store.schedule;

import io.processmanager.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The right to ask the plugins: one node has it, renews it each time it asks, and loses it when it has not asked for
 * too long.
 */
@ApplicationScoped
public class PluginLease {

    private static final String TAKE = """
            update plugin_lease set node_id = ?, asked_at = now_millis() where id = 1 and (asked_at is null or asked_at <= now_millis() - ?
                and (node_id = ? or asked_at <= now_millis() - ?))
            """;

    private final Database database;

    @Inject
    public PluginLease(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public PluginLease() {
        this(null);
    }

    /**
     * @param node who asks, by a name that is new at each start
     * @param interval how often the plugins are asked
     * @param silence after which silence of the node that has asked last another one does
     * @return whether it is time to ask the plugins, and this node that does
     * @throws SQLException if the database fails
     */
    public boolean take(String node, Duration interval, Duration silence) throws SQLException {
        return database.autoCommitted(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(TAKE)) {
                statement.setString(1, node);
                statement.setLong(2, interval.toMillis());
                statement.setString(3, node);
                statement.setLong(4, silence.toMillis());
                return statement.executeUpdate() == 1;
            }
        });
    }
}

package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The queues that have limits or are paused, as this node knows: it spares claims of other queues a transaction. What
 * is claimed is decided by the table alone.
 */
@ApplicationScoped
public class RestrictedQueues {

    private static final String NAMES = "select name from queue";

    private final Database database;
    private volatile Set<String> names = Set.of();

    @Inject
    public RestrictedQueues(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    protected RestrictedQueues() {
        this(null);
    }

    public boolean contains(String queue) {
        Set<String> known = names;
        return !known.isEmpty() && known.contains(queue);
    }

    public void refresh() throws SQLException {
        Dialect dialect = database.dialect();
        names = database.autoCommitted(connection -> names(connection, dialect));
    }

    /** @return the names of those queues, without waiting for whoever changes one */
    public static Set<String> names(Connection connection, Dialect dialect) throws SQLException {
        Set<String> found = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(NAMES + dialect.withoutWaiting()); ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return Set.copyOf(found);
    }
}

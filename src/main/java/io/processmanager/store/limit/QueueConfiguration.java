package io.processmanager.store.limit;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.queue.QueueLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes of limits, in the active JTA transaction. */
@ApplicationScoped
public class QueueConfiguration {

    private static final String RUNNING = "select pid from process where state = 'RUNNING' and queue = ? and place is null order by pid";
    private static final String GIVE_PLACE = "update process set place = ? where pid = ? and state = 'RUNNING' and place is null";

    @Inject
    Database database;

    public void configure(String queue, QueueLimits limits) {
        change(queue, stored -> new StoredQueue(queue, limits, stored.paused(), stored.windowStartedAt(), stored.windowCount()));
    }

    public void pause(String queue, boolean paused) {
        change(queue, stored -> new StoredQueue(queue, stored.limits(), paused, stored.windowStartedAt(), stored.windowCount()));
    }

    private void change(String queue, UnaryOperator<StoredQueue> change) {
        try {
            Dialect dialect = database.dialect();
            database.inCurrentTransaction(connection -> {
                change(connection, dialect, queue, change);
                return null;
            });
        } catch (SQLException failure) {
            throw new PersistenceException("Queue " + queue + " was not changed: " + failure.getMessage(), failure);
        }
    }

    private static void change(Connection connection, Dialect dialect, String queue, UnaryOperator<StoredQueue> change) throws SQLException {
        Optional<StoredQueue> before = StoredQueue.lock(connection, dialect, queue);
        StoredQueue after = change.apply(before.orElse(StoredQueue.none(queue)));
        if (before.isPresent() && after.isRestricted()) {
            after.update(connection);
        } else if (before.isPresent()) {
            after.delete(connection);
        } else if (after.isRestricted()) {
            after.insert(connection);
            givePlaces(connection, queue);
        }
    }

    /** What is executed already counts. */
    private static void givePlaces(Connection connection, String queue) throws SQLException {
        List<String> running = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(RUNNING)) {
            select.setString(1, queue);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    running.add(row.getString(1));
                }
            }
        }
        try (PreparedStatement update = connection.prepareStatement(GIVE_PLACE)) {
            for (int i = 0; i < running.size(); i++) {
                update.setInt(1, i + 1);
                update.setString(2, running.get(i));
                update.addBatch();
            }
            if (!running.isEmpty()) {
                update.executeBatch();
            }
        }
    }
}

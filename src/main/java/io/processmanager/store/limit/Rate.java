package io.processmanager.store.limit;

import io.processmanager.queue.QueueLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How many claims of a queue are left in the present period, of which the row of the queue keeps count. */
final class Rate {

    private static final String NOW = "select now_millis() from queue where name = ?";

    private final StoredQueue queue;
    private final QueueLimits.Rate limit;
    private final long startedAt;
    private final int used;

    private Rate(StoredQueue queue, QueueLimits.Rate limit, long now) {
        this.queue = queue;
        this.limit = limit;
        // Also if the clock was set back.
        boolean isOver = now >= queue.windowStartedAt() + limit.period().toMillis() || now < queue.windowStartedAt();
        startedAt = isOver ? now : queue.windowStartedAt();
        used = isOver ? 0 : queue.windowCount();
    }

    /** @param queue locked */
    static Optional<Rate> of(Connection connection, StoredQueue queue) throws SQLException {
        if (queue.limits().rate().isEmpty()) {
            return Optional.empty();
        }
        try (PreparedStatement select = connection.prepareStatement(NOW)) {
            select.setString(1, queue.name());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.of(new Rate(queue, queue.limits().rate().get(), row.getLong(1)));
            }
        }
    }

    int left() {
        return Math.max(0, limit.count() - used);
    }

    /** @return when there are more; empty if some are left */
    Optional<Long> take(Connection connection, int count) throws SQLException {
        if (count > 0) {
            queue.count(connection, startedAt, used + count);
        }
        return left() > count ? Optional.empty() : Optional.of(startedAt + limit.period().toMillis());
    }
}

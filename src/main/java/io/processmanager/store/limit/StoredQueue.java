package io.processmanager.store.limit;

import io.processmanager.database.Dialect;
import io.processmanager.queue.QueueLimits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The row of a queue that has limits or is paused; others have none.
 *
 * @param windowStartedAt when the period of the rate began, in milliseconds of the database's clock
 * @param windowCount how many were claimed since
 */
record StoredQueue(String name, QueueLimits limits, boolean paused, long windowStartedAt, int windowCount) {

    private static final String SELECT = "select name, max_concurrent, max_concurrent_per_key, rate_count, rate_period_ms, paused, window_started_at, window_count from queue";
    private static final String OF_NAME = SELECT + " where name = ?";
    private static final String LOCK = "update queue set name = name where name = ?";
    private static final String INSERT = """
            insert into queue (name, max_concurrent, max_concurrent_per_key, rate_count, rate_period_ms, paused, window_started_at, window_count) values (?, ?, ?, ?, ?, ?, 0, 0)
            """;
    private static final String UPDATE = """
            update queue set max_concurrent = ?, max_concurrent_per_key = ?, rate_count = ?, rate_period_ms = ?, paused = ? where name = ?
            """;
    private static final String COUNT = "update queue set window_started_at = ?, window_count = ? where name = ?";
    private static final String DELETE = "delete from queue where name = ?";

    static StoredQueue none(String name) {
        return new StoredQueue(name, QueueLimits.NONE, false, 0, 0);
    }

    boolean isRestricted() {
        return paused || !limits.equals(QueueLimits.NONE);
    }

    /** @return the row, locked until the transaction ends; empty if the queue is not restricted */
    static Optional<StoredQueue> lock(Connection connection, Dialect dialect, String name) throws SQLException {
        if (!dialect.locksWhatItReads()) {
            try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
                lock.setString(1, name);
                if (lock.executeUpdate() == 0) {
                    return Optional.empty();
                }
            }
        }
        try (PreparedStatement select = connection.prepareStatement(OF_NAME + (dialect.locksWhatItReads() ? " for update" : ""))) {
            select.setString(1, name);
            return read(select).stream().findFirst();
        }
    }

    static List<StoredQueue> all(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            return read(select);
        }
    }

    private static List<StoredQueue> read(PreparedStatement select) throws SQLException {
        List<StoredQueue> queues = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                Optional<Integer> rate = number(row, "rate_count");
                QueueLimits limits = new QueueLimits(number(row, "max_concurrent"), number(row, "max_concurrent_per_key"),
                        rate.isEmpty() ? Optional.empty() : Optional.of(new QueueLimits.Rate(rate.get(), Duration.ofMillis(row.getLong("rate_period_ms")))));
                queues.add(new StoredQueue(row.getString("name"), limits, row.getInt("paused") == 1, row.getLong("window_started_at"), row.getInt("window_count")));
            }
        }
        return queues;
    }

    private static Optional<Integer> number(ResultSet row, String column) throws SQLException {
        int number = row.getInt(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, name);
            bind(insert, 2);
            insert.executeUpdate();
        }
    }

    void update(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            bind(update, 1);
            update.setString(6, name);
            update.executeUpdate();
        }
    }

    private void bind(PreparedStatement statement, int first) throws SQLException {
        statement.setObject(first, limits.maxConcurrent().orElse(null), Types.INTEGER);
        statement.setObject(first + 1, limits.maxConcurrentPerKey().orElse(null), Types.INTEGER);
        statement.setObject(first + 2, limits.rate().map(QueueLimits.Rate::count).orElse(null), Types.INTEGER);
        statement.setObject(first + 3, limits.rate().map(rate -> rate.period().toMillis()).orElse(null), Types.BIGINT);
        statement.setInt(first + 4, paused ? 1 : 0);
    }

    void delete(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }

    /** Writes how many were claimed in the period that began then. */
    void count(Connection connection, long startedAt, int count) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(COUNT)) {
            update.setLong(1, startedAt);
            update.setInt(2, count);
            update.setString(3, name);
            update.executeUpdate();
        }
    }
}

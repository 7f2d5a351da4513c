package io.processmanager.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The database's clock without a query each time: its last known reading, moved on by this node's monotonic clock. What the time of
 * day is on this node plays no part. Leases are judged in SQL, by {@code now_millis()} itself.
 */
@ApplicationScoped
public class DatabaseClock extends Clock {

    private final Database database;
    private volatile Reading reading;

    @Inject
    DatabaseClock(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    DatabaseClock() {
        this(null);
    }

    private record Reading(long databaseMillis, long nanos) {
    }

    /**
     * Reads the database's clock; every node does so regularly. May be called within a transaction of a caller and without.
     *
     * @throws SQLException if the database does not answer
     */
    public void synchronize() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            reading = read(connection);
        }
    }

    private static Reading read(Connection connection) throws SQLException {
        long asked = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement("select now_millis() from exclusive_runner where id = 1");
                ResultSet row = statement.executeQuery()) {
            row.next();
            // Somewhere between the question and the answer; a slow answer must not make us late by all of its time.
            return new Reading(row.getLong(1), asked + (System.nanoTime() - asked) / 2);
        }
    }

    @Override
    public long millis() {
        if (reading == null) {
            try {
                synchronize();
            } catch (SQLException unreachable) {
                throw new StoreUnavailableException(unreachable);
            }
        }
        Reading last = reading;
        return last.databaseMillis() + (System.nanoTime() - last.nanos()) / 1_000_000;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The database's clock tells UTC");
    }
}

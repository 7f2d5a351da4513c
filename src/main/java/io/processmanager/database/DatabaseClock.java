package io.processmanager.database;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The database's clock without a query each time: its offset from this node's monotonic clock, corrected only as far
 * as a reading proves it wrong. This node's time of day plays no part. Corrections never make it go back, but setting
 * back the database's clock does. Leases are checked in SQL by {@code now_millis()}.
 */
@ApplicationScoped
public class DatabaseClock extends Clock {

    private static final long LARGEST_CORRECTION_MILLIS = 1_000;

    private final Database database;
    private final AtomicLong last = new AtomicLong();
    private volatile Long differenceNanos;

    @Inject
    public DatabaseClock(Database database) {
        this.database = database;
    }

    /** For the container's proxy only. */
    public DatabaseClock() {
        this(null);
    }

    /**
     * Reads the database's clock; every node does so regularly. May be called within a caller's transaction or
     * without.
     *
     * @throws SQLException if the database does not answer
     */
    public void synchronize() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("select now_millis() from exclusive_runner where id = 1")) {
            long asked = System.nanoTime();
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                differenceNanos = correct(differenceNanos, row.getLong(1), asked, System.nanoTime());
            }
        }
    }

    /**
     * The clock was read between question and answer. A slow answer proves little and must not add its whole delay as
     * error.
     *
     * @param difference the known offset in nanoseconds; null if none
     * @return the new offset
     */
    static long correct(Long difference, long databaseMillis, long askedNanos, long answeredNanos) {
        long read = TimeUnit.MILLISECONDS.toNanos(databaseMillis);
        long least = read - answeredNanos;
        long most = read - askedNanos;
        return difference == null ? least + (most - least) / 2 : Math.max(least, Math.min(most, difference));
    }

    @Override
    public long millis() {
        if (differenceNanos == null) {
            try {
                synchronize();
            } catch (SQLException unreachable) {
                throw new StoreUnavailableException(unreachable);
            }
        }
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() + differenceNanos);
        return last.updateAndGet(before -> now < before && before - now < LARGEST_CORRECTION_MILLIS ? before : now);
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

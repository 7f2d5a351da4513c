package io.processmanager.database;

import java.sql.SQLException;
import java.util.Optional;

/**
 * The database's own error within an exception.
 *
 * @param exception has an SQL state
 */
public record SqlFailure(SQLException exception) {

    /** Derby: opened by another Java virtual machine. */
    private static final String DERBY_IN_USE = "XSDB6";

    /** PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html */
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Both databases; Derby: https://db.apache.org/derby/docs/10.16/ref/rrefexcept71493.html */
    private static final String UNIQUE_VIOLATION = "23505";

    /** Causes may be circular; nothing sensible is nested deeper. */
    private static final int DEEPEST = 50;

    /** @return the deepest one with a state, as outer ones come from pools and wrappers; empty if none */
    public static Optional<SqlFailure> in(Throwable failure) {
        return in(failure, 0);
    }

    /** Drivers give details as cause or next exception; Derby in the latter, beside a cause other than SQL. */
    private static Optional<SqlFailure> in(Throwable failure, int depth) {
        if (failure == null || depth > DEEPEST) {
            return Optional.empty();
        }
        Optional<SqlFailure> next = failure instanceof SQLException sql ? in(sql.getNextException(), depth + 1) : Optional.empty();
        return next.or(() -> in(failure.getCause(), depth + 1)).or(() -> failure instanceof SQLException sql && sql.getSQLState() != null
                ? Optional.of(new SqlFailure(sql)) : Optional.empty());
    }

    /** Whether this row's data is refused permanently: bad data (class 22) or a violated constraint (23). */
    public boolean isAboutTheData() {
        return isOfClass("22") || isOfClass("23");
    }

    /** Whether a retry may succeed: not for bad data or bad statements (class 42). */
    public boolean isPassing() {
        return !isAboutTheData() && !isOfClass("42");
    }

    private boolean isOfClass(String sqlStateClass) {
        return exception.getSQLState().startsWith(sqlStateClass);
    }

    /** Whether a lock took too long: lock timeout, or statement timeout (PostgreSQL). */
    public boolean isAboutLocks() {
        return exception.getSQLState().equals(LOCK_NOT_AVAILABLE) || exception.getSQLState().equals(QUERY_CANCELED);
    }

    /** Whether the lock of another transaction was in the way for too long, or the two waited for each other. */
    public boolean isAboutOthers() {
        return isAboutLocks() || isOfClass("40");
    }

    public boolean isDuplicate() {
        return exception.getSQLState().equals(UNIQUE_VIOLATION);
    }

    /** Whether the database user lacks a privilege (PostgreSQL). */
    public boolean isAboutRights() {
        return exception.getSQLState().equals(INSUFFICIENT_PRIVILEGE);
    }

    public boolean isDerbyInUse() {
        return exception.getSQLState().equals(DERBY_IN_USE);
    }
}

package io.processmanager.database;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What the database has said, however deep it stands in the causes of an exception.
 *
 * @param exception the exception that has an SQL state
 */
public record SqlFailure(SQLException exception) {

    /** Derby: another Java virtual machine has opened the database. */
    private static final String DERBY_IN_USE = "XSDB6";

    /** PostgreSQL, https://www.postgresql.org/docs/current/errcodes-appendix.html */
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String QUERY_CANCELED = "57014";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** https://www.postgresql.org/docs/current/errcodes-appendix.html, https://db.apache.org/derby/docs/10.16/ref/rrefexcept71493.html */
    private static final String UNIQUE_VIOLATION = "23505";

    /** Circles of causes are possible; nothing sensible is nested deeper. */
    private static final int DEEPEST = 50;

    /** @return the deepest one that has a state, as what lies above has been added by pools and wrappers; empty if there is none */
    public static Optional<SqlFailure> in(Throwable failure) {
        return in(failure, 0);
    }

    /** Drivers tell more as the cause or as the next exception; Derby puts what counts into the latter, beside a cause that is none of SQL. */
    private static Optional<SqlFailure> in(Throwable failure, int depth) {
        if (failure == null || depth > DEEPEST) {
            return Optional.empty();
        }
        Optional<SqlFailure> next = failure instanceof SQLException sql ? in(sql.getNextException(), depth + 1) : Optional.empty();
        return next.or(() -> in(failure.getCause(), depth + 1)).or(() -> failure instanceof SQLException sql && sql.getSQLState() != null
                ? Optional.of(new SqlFailure(sql)) : Optional.empty());
    }

    /** Whether it is the data of this very row that is refused, and always will be: wrong data (class 22) or a violated constraint (class 23). */
    public boolean isAboutTheData() {
        return isOfClass("22") || isOfClass("23");
    }

    /** Whether the same statement may succeed another time: everything but what is about the data, and wrong statements (class 42). */
    public boolean isPassing() {
        return !isAboutTheData() && !isOfClass("42");
    }

    private boolean isOfClass(String sqlStateClass) {
        return exception.getSQLState().startsWith(sqlStateClass);
    }

    /** Whether somebody else has held a lock for longer than the statement was to wait: a lock timeout, or the statement's own (PostgreSQL). */
    public boolean isAboutLocks() {
        return exception.getSQLState().equals(LOCK_NOT_AVAILABLE) || exception.getSQLState().equals(QUERY_CANCELED);
    }

    /** Whether there is a row of the same key already. */
    public boolean isDuplicate() {
        return exception.getSQLState().equals(UNIQUE_VIOLATION);
    }

    /** Whether the user of the database may not do that (PostgreSQL). */
    public boolean isAboutRights() {
        return exception.getSQLState().equals(INSUFFICIENT_PRIVILEGE);
    }

    public boolean isDerbyInUse() {
        return exception.getSQLState().equals(DERBY_IN_USE);
    }
}

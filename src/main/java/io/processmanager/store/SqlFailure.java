package io.processmanager.store;

import java.sql.SQLException;
import java.util.Optional;

/**
 * What the database has said, however deep it stands in the causes of an exception.
 *
 * @param exception the exception that has an SQL state
 */
record SqlFailure(SQLException exception) {

    /** Derby: another Java virtual machine has opened the database. */
    private static final String DERBY_IN_USE = "XSDB6";

    static Optional<SqlFailure> in(Throwable failure) {
        Optional<SqlFailure> found = Optional.empty();
        for (Throwable cause = failure; cause != null; cause = next(cause)) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                // The deepest one: what lies above has been added by pools and wrappers.
                found = Optional.of(new SqlFailure(sql));
            }
        }
        return found;
    }

    private static Throwable next(Throwable failure) {
        return failure.getCause() == null && failure instanceof SQLException sql ? sql.getNextException() : failure.getCause();
    }

    /** Whether it is the data of this very row that is refused, and always will be: wrong data (class 22) or a violated constraint (class 23). */
    boolean isAboutTheData() {
        return isOfClass("22") || isOfClass("23");
    }

    /** Whether the same statement may succeed another time: everything but what is about the data, and wrong statements (class 42). */
    boolean isPassing() {
        return !isAboutTheData() && !isOfClass("42");
    }

    private boolean isOfClass(String sqlStateClass) {
        return exception.getSQLState().startsWith(sqlStateClass);
    }

    boolean isDerbyInUse() {
        return exception.getSQLState().equals(DERBY_IN_USE);
    }
}

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

    /** Whether the same statement may succeed another time: everything but wrong data (22), violated constraints (23) and wrong statements (42). */
    boolean isPassing() {
        String state = exception.getSQLState();
        return !(state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }

    boolean isDerbyInUse() {
        return exception.getSQLState().equals(DERBY_IN_USE);
    }
}

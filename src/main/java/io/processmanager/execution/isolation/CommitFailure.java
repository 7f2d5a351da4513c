package io.processmanager.execution.isolation;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Distinguishes permanent commit failures from an unavailable database. */
final class CommitFailure {

    /** SQL state classes: data, (deferred) constraint, transaction state, statement, check option, function. */
    private static final Set<String> FAULTS_OF_THE_STEP = Set.of("22", "23", "25", "42", "44", "P0");

    private static final int MOST = 100;

    private CommitFailure() {
    }

    /**
     * @return whether a repetition would fail too: the database rejected the work, or the transaction was marked for
     * rollback
     */
    static boolean isForGood(Exception failure) {
        boolean refused = all(failure).anyMatch(cause -> cause instanceof SQLException sql && isFaultOfTheStep(sql));
        boolean databaseTakesPart = all(failure).anyMatch(SQLException.class::isInstance);
        return refused || failure instanceof RollbackException && !databaseTakesPart;
    }

    private static boolean isFaultOfTheStep(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.length() > 2 && FAULTS_OF_THE_STEP.contains(state.substring(0, 2));
    }

    /**
     * Transaction managers report the reason as cause or suppressed exception. Bounded, since a step's listeners may
     * add arbitrary ones.
     */
    private static Stream<Throwable> all(Throwable failure) {
        List<Throwable> found = new ArrayList<>(List.of(failure));
        for (int i = 0; i < found.size() && found.size() < MOST; i++) {
            Throwable cause = found.get(i).getCause();
            if (cause != null) {
                found.add(cause);
            }
            found.addAll(List.of(found.get(i).getSuppressed()));
        }
        return found.stream();
    }
}

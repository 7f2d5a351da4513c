package io.processmanager.execution.isolation;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tells a commit that can never succeed from one that only lacked the database. */
final class CommitFailure {

    /** SQL state classes: wrong data, violated constraint (perhaps checked at the commit only), failed transaction, wrong statement, failed function. */
    private static final Set<String> FAULTS_OF_THE_STEP = Set.of("22", "23", "25", "42", "44", "P0");

    private static final int MOST = 100;

    private CommitFailure() {
    }

    /**
     * @param failure what the commit has thrown
     * @return whether the same work would fail again: the database has refused it, or somebody had marked the transaction for rollback
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
     * Transaction managers tell the reason as a cause or as something suppressed. Among them is what listeners of the step have thrown, which may lead anywhere: so not
     * more than so many are looked at.
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

package io.processmanager.rest.problem;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.util.Set;

/** Distinguishes an unavailable, overloaded or stopping database from a faulty statement. */
final class DatabaseTrouble {

    /** SQL state classes of permanent faults: wrong data, violated constraint, wrong syntax. */
    private static final Set<String> FAULTS_OF_OURS = Set.of("22", "23", "42");

    private DatabaseTrouble() {
    }

    static boolean isCauseOf(Throwable thrown) {
        boolean trouble = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isFaultOfOurs(sql)) {
                return false;
            }
            trouble |= cause instanceof SQLException || cause instanceof PersistenceException || cause instanceof RollbackException
                    || cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException || cause instanceof SystemException || cause instanceof TransactionalException;
        }
        return trouble;
    }

    private static boolean isFaultOfOurs(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && state.length() > 2 && FAULTS_OF_OURS.contains(state.substring(0, 2));
    }
}

package io.processmanager.execution.isolation;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Whether it is worth committing the same work again. */
class CommitFailureTest {

    @Test
    void lostConnectionIsNoFailureOfTheStep() {
        assertFalse(CommitFailure.isForGood(new SQLException("gone", "08006")));
        assertFalse(CommitFailure.isForGood(new SQLException("no connection associated")));
        assertFalse(CommitFailure.isForGood(new HeuristicMixedException()));
    }

    @Test
    void violatedConstraintIsAFailureOfTheStepEvenIfItIsCheckedAtTheCommit() {
        assertTrue(CommitFailure.isForGood(new SQLException("duplicate", "23505")));
        RollbackException rolledBack = new RollbackException();
        rolledBack.addSuppressed(new IllegalStateException(new SQLException("duplicate", "23505")));
        assertTrue(CommitFailure.isForGood(rolledBack));
    }

    @Test
    void rollbackThatTheDatabaseHasNoPartInIsAFailureOfTheStep() {
        assertTrue(CommitFailure.isForGood(new RollbackException("marked for rollback only")));
    }

    @Test
    void rollbackBecauseTheConnectionBrokeIsNot() {
        RollbackException rolledBack = new RollbackException();
        rolledBack.initCause(new SQLException("gone", "08006"));
        assertFalse(CommitFailure.isForGood(rolledBack));
    }
}

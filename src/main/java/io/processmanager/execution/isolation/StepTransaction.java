package io.processmanager.execution.isolation;

import io.processmanager.execution.attempt.StepAttempt;
import io.processmanager.execution.attempt.StepExecution;
import io.processmanager.execution.attempt.StepOutcome;
import io.processmanager.execution.attempt.TransactionalCheckpoint;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.util.concurrent.Callable;

/** Runs a transactional step in a JTA transaction that is committed together with the checkpoint. */
@ApplicationScoped
public class StepTransaction {

    @Resource
    UserTransaction transaction;

    @Inject
    ThreadTransactions threads;

    /**
     * The transaction timeout exceeds the step's limit by 30 s, so that the limit takes effect first.
     *
     * @param attempt limits the step and writes its checkpoint
     * @param step executes the step
     * @param execution decides whether the result counts
     * @return the outcome; {@link StepOutcome.Refused} if it does not count and is rolled back;
     * {@link StepOutcome.Undecided} if the database failed during the commit
     * @throws LeftTransactionException if the step ended or suspended the transaction
     * @throws Exception from the step, or why its work cannot be committed; rolled back
     */
    public StepOutcome run(StepAttempt attempt, Callable<StepOutcome> step, StepExecution execution) throws Exception {
        transaction.setTransactionTimeout((int) Math.min(Integer.MAX_VALUE, attempt.limit().toSeconds() + 30));
        transaction.begin();
        Transaction ours = threads.current();
        boolean committed = false;
        try {
            StepOutcome outcome = step.call();
            if (!(outcome instanceof StepOutcome.Returned returned)) {
                return outcome;
            }
            requireUntouched(ours, attempt);
            StepOutcome concluded = execution.beginCommit() ? conclude(returned, attempt.checkpoint()) : new StepOutcome.Refused();
            committed = concluded instanceof StepOutcome.Returned;
            return concluded;
        } finally {
            if (!committed) {
                rollBack(ours);
            }
        }
    }

    /** Otherwise the step's work and checkpoint would not be committed atomically. */
    private void requireUntouched(Transaction ours, StepAttempt attempt) throws SystemException, LeftTransactionException {
        Transaction current = threads.current();
        if (ours.equals(current) && current.getStatus() == Status.STATUS_ACTIVE) {
            return;
        }
        String done = switch (ours.getStatus()) {
            case Status.STATUS_MARKED_ROLLBACK -> "marked its transaction for rollback. What it did in it is rolled back";
            case Status.STATUS_ACTIVE -> "suspended its transaction. What it did in it is rolled back";
            case Status.STATUS_ROLLEDBACK, Status.STATUS_ROLLING_BACK -> "rolled back its transaction";
            case Status.STATUS_COMMITTED -> "committed its transaction. What it did in it stays, but without the checkpoint: a further attempt would do it again";
            default -> "ended its transaction";
        };
        throw new LeftTransactionException("Step " + attempt.stepName() + " (attempt " + attempt.number() + ") has " + done
                + (current == null || current.equals(ours) ? "" : "; the one that it has begun instead is rolled back")
                + ". A transactional step must leave its transaction to the process manager, which commits it together with the checkpoint: let the step throw if its work"
                + " is to be undone");
    }

    /** A database failure from here on is not the step's fault and may leave the commit undecided. */
    private StepOutcome conclude(StepOutcome.Returned returned, TransactionalCheckpoint checkpoint) throws Exception {
        try {
            if (!checkpoint.write(returned)) {
                return new StepOutcome.Refused();
            }
            transaction.commit();
            return returned.durable();
        } catch (SQLException | RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException failure) {
            if (CommitFailure.isForGood(failure)) {
                throw failure;
            }
            return new StepOutcome.Undecided(failure);
        }
    }

    private void rollBack(Transaction ours) throws SystemException {
        if (!ours.equals(threads.current())) {
            threads.rollBackCurrent();
            // Not the thread's any more, but may hold locks.
            if (BegunTransactions.isOpen(ours)) {
                ours.rollback();
            }
        }
        threads.rollBackCurrent();
    }
}

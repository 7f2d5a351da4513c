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

/** Runs transactional steps: begins a JTA transaction on the thread of the step, and commits it if all goes well. */
@ApplicationScoped
public class StepTransaction {

    @Resource
    UserTransaction transaction;

    @Inject
    ThreadTransactions threads;

    /**
     * @param attempt says how long the step may take, and writes its checkpoint; the transaction may take a little longer, so that it is the step's deadline that decides
     * @param step executes the step
     * @param execution decides whether the result still counts
     * @return the outcome of the step; {@link StepOutcome.Refused} if the result does not count, and is undone; {@link StepOutcome.Undecided} if the
     *         database went away during the commit
     * @throws LeftTransactionException if the step has ended the transaction itself, or left it
     * @throws Exception what the step has thrown, or why its work cannot be committed; all is undone
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

    /** What a step commits by itself would not be committed together with its checkpoint, nor would the checkpoint be with anything. */
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

    /** The step itself has done its part. That the database goes away now is no failure of the step, and whether the commit was made may be unknown. */
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
            // It is not the thread's any more, but perhaps it still holds its locks.
            if (BegunTransactions.isOpen(ours)) {
                ours.rollback();
            }
        }
        threads.rollBackCurrent();
    }
}

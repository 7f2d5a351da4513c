package io.processmanager.execution;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Runs transactional steps: begins a JTA transaction on the thread of the step, and commits it if all goes well. */
@ApplicationScoped
public class StepTransaction {

    @Resource
    UserTransaction transaction;

    /**
     * @param limit how long the step may take; the transaction may take a little longer, so that it is the step's deadline that decides
     * @param step executes the step
     * @param execution decides whether the result still counts
     * @param checkpoint writes it
     * @return the outcome of the step; {@link StepOutcome.Refused} if the result does not count, and is undone; {@link StepOutcome.Undecided} if the
     *         database went away during the commit
     * @throws Exception what the step has thrown, or why its work cannot be committed; all is undone
     */
    StepOutcome run(Duration limit, Callable<StepOutcome> step, StepExecution execution, TransactionalCheckpoint checkpoint) throws Exception {
        transaction.setTransactionTimeout((int) Math.min(Integer.MAX_VALUE, limit.toSeconds() + 30));
        transaction.begin();
        boolean committed = false;
        try {
            StepOutcome outcome = step.call();
            if (!(outcome instanceof StepOutcome.Returned returned)) {
                return outcome;
            }
            StepOutcome concluded = execution.beginCommit() ? conclude(returned, checkpoint) : new StepOutcome.Refused();
            committed = concluded instanceof StepOutcome.Returned;
            return concluded;
        } finally {
            if (!committed && transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
            transaction.setTransactionTimeout(0);
        }
    }

    /** The step itself has done its part. That the database goes away now is no failure of the step, and whether the commit was made may be unknown. */
    private StepOutcome conclude(StepOutcome.Returned returned, TransactionalCheckpoint checkpoint) throws Exception {
        boolean spoilt = transaction.getStatus() == Status.STATUS_MARKED_ROLLBACK;
        try {
            if (!checkpoint.write(returned)) {
                return new StepOutcome.Refused();
            }
            transaction.commit();
            return returned.durable();
        } catch (SQLException | RollbackException | HeuristicMixedException | HeuristicRollbackException | SystemException failure) {
            if (spoilt || CommitFailure.isForGood(failure)) {
                throw failure;
            }
            return new StepOutcome.Undecided(failure);
        }
    }
}

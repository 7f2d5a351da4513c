package io.processmanager.execution;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
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
     * @return the outcome of the step; {@link StepOutcome.Refused} if the result does not count, and is undone
     * @throws Exception what the step, the checkpoint or the commit has thrown; all is undone
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
            if (!execution.beginCommit() || !checkpoint.write(returned)) {
                return new StepOutcome.Refused();
            }
            transaction.commit();
            committed = true;
            return returned.durable();
        } finally {
            if (!committed && transaction.getStatus() != Status.STATUS_NO_TRANSACTION) {
                transaction.rollback();
            }
            transaction.setTransactionTimeout(0);
        }
    }
}

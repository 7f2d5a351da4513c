package io.processmanager.execution.attempt;

/** Writes the checkpoint of a {@link io.processmanager.TransactionalProcessStep} in the transaction of the step. */
@FunctionalInterface
public interface TransactionalCheckpoint {

    /** A synchronous execution has no checkpoints. */
    TransactionalCheckpoint NONE = returned -> true;

    /**
     * @param returned what the step returned
     * @return whether it was written; if not, the transaction is rolled back
     * @throws Exception if the database fails; the transaction is rolled back then, too
     */
    boolean write(StepOutcome.Returned returned) throws Exception;
}

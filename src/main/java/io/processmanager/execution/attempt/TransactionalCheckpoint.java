package io.processmanager.execution.attempt;

/** Writes the checkpoint of a {@link io.processmanager.TransactionalProcessStep} in its transaction. */
@FunctionalInterface
public interface TransactionalCheckpoint {

    /** For synchronous execution, without checkpoints. */
    TransactionalCheckpoint NONE = returned -> true;

    /**
     * @param returned the step's result
     * @return whether it was written; otherwise the transaction is rolled back
     * @throws Exception if the database fails; likewise
     */
    boolean write(StepOutcome.Returned returned) throws Exception;
}

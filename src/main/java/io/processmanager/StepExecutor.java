package io.processmanager;

import jakarta.json.JsonValue;

/** Executes steps synchronously, without a process: nothing is stored or resumed after a crash. Inject it. */
public interface StepExecutor {

    /**
     * Executes the steps in order and waits for the end.
     *
     * @param process the steps and data; its timeout applies
     * @return the output of the last step
     * @throws InvalidSpecificationException if it is invalid or contains an interrupting step
     * @throws ExecutionFailedException if a step fails with no attempts left, or the timeout expires
     */
    JsonValue execute(ManagedProcess process);
}

package io.processmanager;

import jakarta.json.JsonValue;

/** Executes steps synchronously, without a process: nothing is stored, nothing is retried after a crash. Inject it. */
public interface StepExecutor {

    /**
     * Executes the steps one after another, as a process would, and waits for the end.
     *
     * @param process the steps and their data; its timeout is kept
     * @return the output of the last step
     * @throws InvalidSpecificationException if the specification is wrong or contains an interrupting step
     * @throws ExecutionFailedException if a step fails and has no attempts left, or the time is up
     */
    JsonValue execute(ManagedProcess process);
}

package io.processmanager;

import io.processmanager.view.ProcessError;

/** A synchronous execution has failed: a step threw an exception, or the time was up. Nothing of it was stored. */
public class ExecutionFailedException extends ProcessManagerException {

    private final transient ProcessError error;

    /** @param error the failing step and what it threw */
    public ExecutionFailedException(ProcessError error) {
        super("Step '" + error.step() + "' failed: " + error.message());
        this.error = error;
    }

    /** @return the failing step and what it threw */
    public ProcessError error() {
        return error;
    }
}

package io.processmanager;

import io.processmanager.view.ProcessError;

/** A synchronous execution failed: a step threw an exception, or the timeout expired. Nothing was stored. */
public class ExecutionFailedException extends ProcessManagerException {

    private final transient ProcessError error;

    /** @param error the failed step and its error */
    public ExecutionFailedException(ProcessError error) {
        super("Step '" + error.step() + "' failed: " + error.message());
        this.error = error;
    }

    /** @return the failed step and its error */
    public ProcessError error() {
        return error;
    }
}

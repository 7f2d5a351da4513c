package io.processmanager.batch.job;

/** How a job goes on after a step; its name is the batchlet's exit status. */
public enum JobDirection {
    /** On to the next step, or completed after the last. */
    NEXT,
    /** Stop without failure: the process waits, was handed back, or belongs to another runner. */
    STOP,
    FAIL
}

package io.processmanager.batch.job;

/** How a job goes on after a step; its name is the exit status of the batchlet. */
public enum JobDirection {
    /** With the next step, or it is completed after the last one. */
    NEXT,
    /** It stops here and is not failed: the process waits, was handed back, or belongs to somebody else by now. */
    STOP,
    /** It has failed. */
    FAIL
}

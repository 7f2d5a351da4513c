package io.processmanager.children;

/** What follows if an awaited child process fails, times out or is cancelled. */
public enum ChildFailure {
    /** The step fails, without retries, and the children that have not ended are cancelled. */
    FAIL,
    /** The output of the step says so. */
    CONTINUE
}

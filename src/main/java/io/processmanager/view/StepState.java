package io.processmanager.view;

import java.util.Locale;

/** The states of a step, as shown by look-ups. */
public enum StepState {
    /** Not begun: an earlier step has not ended, or the process is queued. */
    PENDING,
    RUNNING,
    /** Its output is checkpointed; it never runs again. */
    COMPLETED,
    /** Ended; the process waits here for {@code proceed}. */
    INTERRUPTED,
    /** Its last attempt threw an exception. */
    FAILED,
    /** It was running when the timeout expired. */
    TIMED_OUT,
    /** It was running or next when the process was cancelled. */
    CANCELLED,
    /** It had completed, and its compensation has, too. */
    COMPENSATED;

    /** @return the name in JSON: lower case with underscores */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.processmanager.view;

import java.util.Locale;

/** The states of one step of a process, as a look-up shows them. */
public enum StepState {
    /** Not begun: an earlier step is still to end, or the process waits in the queue. */
    PENDING,
    /** Under way. */
    RUNNING,
    /** Ended, its output is checkpointed: it never runs again. */
    COMPLETED,
    /** Ended, and the process waits here for {@code proceed}. */
    INTERRUPTED,
    /** Its last attempt has thrown an exception. */
    FAILED,
    /** It was under way when the time was up. */
    TIMED_OUT,
    /** It was under way, or next in turn, when the process was cancelled. */
    CANCELLED;

    /** @return the name as it stands in JSON: lower case with underscores */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

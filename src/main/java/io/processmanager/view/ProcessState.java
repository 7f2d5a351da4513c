package io.processmanager.view;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The states of a process and, in {@link #successors()}, the one table of the changes between them.
 */
public enum ProcessState {
    /** Waits for a runner, or for a place there; also after {@code proceed}, before a retry and after its runner was lost. */
    QUEUED,
    /** A runner holds the claim and executes the steps: from the beginning of the first of them on. */
    RUNNING,
    /** An interrupting step has ended; the process waits for {@code proceed} and holds no resource meanwhile. */
    INTERRUPTED,
    /** The last step has ended; its output is the output of the process. */
    FINISHED,
    /** A step has failed and no attempt is left. */
    FAILED,
    /** The running time allowed to the process, or to a step without attempts left, was used up. */
    TIMED_OUT,
    /** Somebody has cancelled the process. */
    CANCELLED;

    /** @return the states that may follow this one directly; empty for {@link #FINISHED} only */
    public Set<ProcessState> successors() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(QUEUED, INTERRUPTED, FINISHED, FAILED, TIMED_OUT, CANCELLED);
            case INTERRUPTED -> EnumSet.of(QUEUED, CANCELLED);
            case FAILED, TIMED_OUT, CANCELLED -> EnumSet.of(QUEUED);
            case FINISHED -> EnumSet.noneOf(ProcessState.class);
        };
    }

    /**
     * @param next the state to change to
     * @return whether the table allows the change
     */
    public boolean canBecome(ProcessState next) {
        return successors().contains(next);
    }

    /** @return whether the process has ended: nothing happens to it any more unless an operator retries it */
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, INTERRUPTED -> false;
            case FINISHED, FAILED, TIMED_OUT, CANCELLED -> true;
        };
    }

    /** @return the name as it stands in JSON: lower case with underscores */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

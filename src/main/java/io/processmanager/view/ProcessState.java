package io.processmanager.view;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The states of a process, with all transitions in {@link #successors()}. */
public enum ProcessState {
    /** Waits for a runner or a slot; also after {@code proceed} and after its runner was lost. */
    QUEUED,
    /** A runner holds the claim and executes the steps, from the beginning of the first. */
    RUNNING,
    /** Waits until it is time for the next attempt of a failed step; holds no thread or slot. */
    WAITING,
    /** An interrupting step has ended; the process waits for {@code proceed} and holds no resource. */
    INTERRUPTED,
    /** The last step has ended. */
    FINISHED,
    /** A step has failed with no attempts left. */
    FAILED,
    /** The timeout of the process, or of a step with no attempts left, has expired. */
    TIMED_OUT,
    /** A caller has cancelled the process. */
    CANCELLED;

    /** @return the possible next states; never none, as any ended process can be executed again */
    public Set<ProcessState> successors() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case WAITING -> EnumSet.of(QUEUED, RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(QUEUED, WAITING, INTERRUPTED, FINISHED, FAILED, TIMED_OUT, CANCELLED);
            case INTERRUPTED -> EnumSet.of(QUEUED, CANCELLED);
            case FINISHED, FAILED, TIMED_OUT, CANCELLED -> EnumSet.of(QUEUED);
        };
    }

    /**
     * @param next the target state
     * @return whether the transition is allowed
     */
    public boolean canBecome(ProcessState next) {
        return successors().contains(next);
    }

    /** @return whether the process has ended; only a retry changes it then */
    public boolean isEnded() {
        return switch (this) {
            case QUEUED, RUNNING, WAITING, INTERRUPTED -> false;
            case FINISHED, FAILED, TIMED_OUT, CANCELLED -> true;
        };
    }

    /** @return the name in JSON: lower case with underscores */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

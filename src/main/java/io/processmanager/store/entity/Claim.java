package io.processmanager.store.entity;

import io.processmanager.ManagedProcess;
import io.processmanager.compensation.Compensation;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Optional;

/**
 * The right of a runner to execute a process, with all it needs for that.
 *
 * @param fence the number of this claim; writes carry it and are refused once a later claim has a higher one
 * @param stepIndex the first step to execute, from 0; the number of steps if only the end is left to write
 * @param attempt number of its next attempt, from 1
 * @param proceeded whether the input comes from {@code proceed} or the start, not from the previous step
 * @param outputBytes total size of the outputs so far
 * @param timeLeft remaining running time; not positive if used up
 * @param rescues how often the process has lost its runner during that step
 * @param family the processes that have started it, or that it has started
 * @param kept what that step has kept of its work, as JSON
 */
public record Claim(String pid, long fence, ManagedProcess process, int stepIndex, int attempt, JsonValue input,
        boolean proceeded, long outputBytes, Duration timeLeft, int rescues, History history, Family family, Optional<String> kept) implements HeldClaim {

    /** The claim of a process without family. */
    public Claim(String pid, long fence, ManagedProcess process, int stepIndex, int attempt, JsonValue input,
            boolean proceeded, long outputBytes, Duration timeLeft, int rescues, History history) {
        this(pid, fence, process, stepIndex, attempt, input, proceeded, outputBytes, timeLeft, rescues, history, Family.NONE, Optional.empty());
    }

    /**
     * Its relatives.
     *
     * @param parent the process that has started it; empty if none has
     * @param children how many processes it has started
     */
    public record Family(Optional<String> parent, int children) {

        static final Family NONE = new Family(Optional.empty(), 0);
    }

    /**
     * What has become of the process before.
     *
     * @param otherRuns how many of its runs were no checkpoints
     * @param attemptBase the number of the attempt before the first one of each step to come
     * @param retries how many of the retries of the next step are used up
     * @param compensation if the next step is the compensation of a completed one, or is to be chosen
     */
    public record History(int otherRuns, int attemptBase, int retries, Optional<Compensation> compensation) {

        /** Nothing has failed. */
        public static final History NONE = new History(0, 0, 0, Optional.empty());
    }

    /** @return identifies this claim, also among those of its process */
    public String id() {
        return id(pid, fence);
    }

    /**
     * @param pid a process
     * @param fence the number of a claim of it
     * @return identifies that claim
     */
    public static String id(String pid, long fence) {
        return pid + "-" + fence;
    }
}

package io.processmanager.store.entity;

import io.processmanager.ManagedProcess;
import jakarta.json.JsonValue;
import java.time.Duration;

/**
 * The right of a runner to execute a process, and all that it needs for that.
 *
 * @param pid the process
 * @param fence the number of this claim; all writes carry it, and are refused once another claim has a higher one
 * @param process its steps and arguments; the data is left out
 * @param stepIndex the first step to execute, from 0; the number of steps if only the end is left to be written
 * @param attempt the number of its next attempt, from 1
 * @param input the input of that step
 * @param proceeded whether the input was given by {@code proceed}, or at the beginning, and is not the output of the step before
 * @param outputBytes how many bytes the outputs of the steps before have together
 * @param timeLeft the running time that is left, not positive if it is used up
 * @param rescues how many times the process has lost its runner in the middle of that step
 */
public record Claim(String pid, long fence, ManagedProcess process, int stepIndex, int attempt, JsonValue input,
        boolean proceeded, long outputBytes, Duration timeLeft, int rescues) implements HeldClaim {

    /** @return tells this claim from any other, also from an earlier one of the same process */
    public String id() {
        return id(pid, fence);
    }

    /**
     * @param pid a process
     * @param fence the number of a claim of it
     * @return what that claim is told from any other by
     */
    public static String id(String pid, long fence) {
        return pid + "-" + fence;
    }
}

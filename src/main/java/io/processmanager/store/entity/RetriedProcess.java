package io.processmanager.store.entity;

import io.processmanager.view.ProcessState;

/** What becomes of an ended process that is queued again, with its full running time and all attempts. */
public final class RetriedProcess {

    private RetriedProcess() {
    }

    /** Queues it where it stopped. */
    public static void whereItStopped(ProcessEntity process, long now) {
        // Attempts count on, so that none is taken for another.
        boolean hasEnded = process.state != ProcessState.CANCELLED || process.cancelRequestedAt != null && process.stepStartedAt != null;
        process.become(ProcessState.QUEUED);
        process.attempt = hasEnded ? process.attempt + 1 : process.attempt;
        process.runs.retries = 0;
        process.percent = 0;
        process.message = null;
        process.spentMillis = 0;
        process.rescues = 0;
        process.dueAt = now;
        process.finishedAt = null;
        process.cancelRequestedAt = null;
        process.cancelReason = null;
        process.error = null;
        process.runs.forgetCompensation();
    }

    /**
     * Queues it where it stopped or at an earlier step.
     *
     * @param index of the step
     * @param name of the step; null if only the end is left to write
     * @param dropped how many checkpoints have become runs that are none
     * @param lastAttempt the largest number of an attempt among them, or of any attempt
     */
    public static void fromStep(ProcessEntity process, int index, String name, int dropped, int lastAttempt, long now) {
        whereItStopped(process, now);
        process.stepName = name != null ? name : process.stepName;
        process.attempt = Math.max(process.attempt, lastAttempt + 1);
        if (index < process.stepIndex) {
            RunHistory runs = process.runs;
            runs.otherRuns += dropped;
            runs.attemptBase = Math.max(runs.attemptBase, Math.max(lastAttempt, process.attempt - 1));
            process.attempt = runs.attemptBase + 1;
            process.stepIndex = index;
            process.nextInput = null;
        }
        process.runs.kept = null;
    }
}

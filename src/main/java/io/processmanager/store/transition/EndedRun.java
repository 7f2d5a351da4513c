package io.processmanager.store.transition;

import io.processmanager.view.ProcessError;
import io.processmanager.view.RunInfo;
import java.util.Optional;

/**
 * A run that has ended without a checkpoint: a successful run is its checkpoint, unless it was a compensation.
 *
 * @param number its place among the runs of the process, from 1
 * @param stepIndex its step, from 0
 * @param step the name of the step
 * @param attempt which attempt of the step
 * @param status how it has ended
 * @param startedAt when it began, in milliseconds of the database's clock
 * @param percent 0 to 100
 * @param message what it last said; may be null
 * @param error what went wrong; empty if nothing did
 * @param isRetried whether the policy of the step grants another attempt
 * @param compensated what came of it if it was a compensation; empty for an attempt at a step
 */
public record EndedRun(int number, int stepIndex, String step, int attempt, RunInfo.Status status, long startedAt, int percent, String message,
        Optional<ProcessError> error, boolean isRetried, Optional<Compensated> compensated) {

    /**
     * The output of a compensation.
     *
     * @param json empty if it was not successful
     * @param bytes its size in UTF-8
     */
    public record Compensated(Optional<String> json, int bytes) {

        /** Not successful. */
        public static final Compensated WITHOUT_OUTPUT = new Compensated(Optional.empty(), 0);
    }

    /** @return whether it counts among the failed ones since the last success; one that somebody has cancelled does not */
    boolean isFailed() {
        return status != RunInfo.Status.CANCELLED && status != RunInfo.Status.SUCCESS;
    }
}

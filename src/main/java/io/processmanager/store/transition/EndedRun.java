package io.processmanager.store.transition;

import io.processmanager.view.ProcessError;
import io.processmanager.view.RunInfo;
import java.util.Optional;

/**
 * A run that has ended without a checkpoint; a successful run is its checkpoint.
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
 */
public record EndedRun(int number, int stepIndex, String step, int attempt, RunInfo.Status status, long startedAt, int percent, String message,
        Optional<ProcessError> error, boolean isRetried) {

    /** @return whether it counts among the failed ones since the last success; one that somebody has cancelled does not */
    boolean isFailed() {
        return status != RunInfo.Status.CANCELLED;
    }
}

package io.processmanager.store.transition;

import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.HeldClaim;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that a runner writes about a process that it holds the claim of. */
public sealed interface RunnerWrite {

    /** @return the claim under which it is written */
    HeldClaim claim();

    /** @return lines that the steps have written since the last write */
    List<LogLine> lines();

    /** @return how many characters these lines have together */
    default long charactersOfLines() {
        long sum = 0;
        for (LogLine line : lines()) {
            sum += line.text().length();
        }
        return sum;
    }

    /**
     * How far the running step is; the first one says that it has begun.
     *
     * @param claim the claim
     * @param startedAt when the attempt began, in milliseconds of the database's clock
     * @param percent 0 to 100
     * @param message what it is doing; may be null
     * @param lines what it has written
     */
    record Report(Claim claim, long startedAt, int percent, String message, List<LogLine> lines) implements RunnerWrite {
    }

    /**
     * The process goes on to another step or another state. A runner writes it, or whoever has found out that the runner does not execute the process any more.
     *
     * @param claim the claim
     * @param fromStep the step that was next until now; refused if the process has gone on since
     * @param state the state from now on; RUNNING for a checkpoint between two steps
     * @param stepIndex the step that is next
     * @param stepName its name, or what look-ups are to show as the current one; empty when all is done
     * @param attempt the number of its next, or last, attempt
     * @param percent how far that step is
     * @param completed the step that has ended; empty if none has
     * @param pause how long it waits in the queue, for QUEUED
     * @param error what went wrong, if something did
     * @param lines what the step has written
     * @param isRescue whether the process has lost its runner in the middle of the step
     */
    record Advance(HeldClaim claim, int fromStep, ProcessState state, int stepIndex, Optional<String> stepName, int attempt, int percent,
            Optional<CompletedStep> completed, Duration pause, Optional<ProcessError> error, List<LogLine> lines, boolean isRescue) implements RunnerWrite {

        public Advance(HeldClaim claim, int fromStep, ProcessState state, int stepIndex, Optional<String> stepName, int attempt, int percent,
                Optional<CompletedStep> completed, Duration pause, Optional<ProcessError> error, List<LogLine> lines) {
            this(claim, fromStep, state, stepIndex, stepName, attempt, percent, completed, pause, error, lines, false);
        }

        public Advance {
            if (state != ProcessState.RUNNING && !ProcessState.RUNNING.canBecome(state)) {
                throw new IllegalArgumentException("A running process cannot become " + state);
            }
            if (state == ProcessState.RUNNING && completed.isEmpty()) {
                throw new IllegalArgumentException("A process stays with its runner only when a step has ended");
            }
        }
    }

    /**
     * The checkpoint of a step.
     *
     * @param stepIndex its place, from 0
     * @param attempt which attempt it was
     * @param startedAt when the attempt began, in milliseconds of the database's clock
     * @param finishedAt when it ended
     * @param message what it last said it was doing; may be null
     * @param outputJson its output
     * @param outputBytes how many bytes that has in UTF-8
     */
    record CompletedStep(int stepIndex, int attempt, long startedAt, long finishedAt, String message, String outputJson, int outputBytes) {
    }

    /** What became of a write. */
    enum Result {
        /** It is durable, by this try or by an earlier one whose answer was lost. */
        APPLIED,
        /** It was refused, since the runner no longer holds the claim: the process was rescued, or removed. */
        STALE,
        /** It was refused, since somebody has asked to cancel the process; the claim is still held. */
        CANCEL_REQUESTED
    }
}

package io.processmanager.store.transition;

import io.processmanager.compensation.Compensation;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.entity.HeldClaim;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A write of a runner about a process whose claim it holds. */
public sealed interface RunnerWrite {

    HeldClaim claim();

    /** @return the lines that steps have written since the last write */
    List<LogLine> lines();

    default long charactersOfLines() {
        long sum = 0;
        for (LogLine line : lines()) {
            sum += line.text().length();
        }
        return sum;
    }

    /**
     * Progress of the running step; the first report says that the step has begun.
     *
     * @param startedAt start of the attempt, in milliseconds of the database's clock
     * @param percent 0 to 100
     * @param message current activity; may be null
     */
    record Report(Claim claim, long startedAt, int percent, String message, List<LogLine> lines) implements RunnerWrite {
    }

    /**
     * What the running step keeps of its work. A checkpoint of a kind: a later loss of the runner is a first one.
     *
     * @param json for the next attempt at the step
     */
    record Keep(Claim claim, String json) implements RunnerWrite {

        @Override
        public List<LogLine> lines() {
            return List.of();
        }
    }

    /**
     * Moves the process to another step or state. Written by its runner, or by a node that found it no longer
     * executed.
     *
     * @param fromStep the expected next step; refused if the process has moved on
     * @param state the new state; RUNNING for a checkpoint between steps
     * @param stepName the name to show as current; empty when all steps are done
     * @param attempt number of its next, or last, attempt
     * @param completed the step that has ended; empty if none
     * @param pause delay in the queue, for QUEUED and WAITING
     * @param isRescue whether the process lost its runner in the middle of the step
     * @param compensation what becomes of the compensation of completed steps; empty if there is none
     */
    record Advance(HeldClaim claim, int fromStep, ProcessState state, int stepIndex, Optional<String> stepName, int attempt, int percent,
            Optional<CompletedStep> completed, Duration pause, Optional<ProcessError> error, List<LogLine> lines, boolean isRescue, Optional<EndedRun> run,
            Optional<Compensation> compensation) implements RunnerWrite {

        public Advance(HeldClaim claim, int fromStep, ProcessState state, int stepIndex, Optional<String> stepName, int attempt, int percent,
                Optional<CompletedStep> completed, Duration pause, Optional<ProcessError> error, List<LogLine> lines) {
            this(claim, fromStep, state, stepIndex, stepName, attempt, percent, completed, pause, error, lines, false, Optional.empty(), Optional.empty());
        }

        /**
         * @param ended the run that ends with it, other than by a checkpoint
         * @return a copy with this run
         */
        public Advance withRun(EndedRun ended) {
            return new Advance(claim, fromStep, state, stepIndex, stepName, attempt, percent, completed, pause, error, lines, isRescue, Optional.of(ended), compensation);
        }

        /** @return a copy with this compensation */
        public Advance withCompensation(Optional<Compensation> compensated) {
            return new Advance(claim, fromStep, state, stepIndex, stepName, attempt, percent, completed, pause, error, lines, isRescue, run, compensated);
        }

        /** @return a copy that counts as a rescue */
        public Advance asRescue() {
            return new Advance(claim, fromStep, state, stepIndex, stepName, attempt, percent, completed, pause, error, lines, true, run, compensation);
        }

        /** @return whether steps stay uncompensated that were to be compensated */
        boolean breaksCompensation() {
            return state == ProcessState.CANCELLED && compensation.flatMap(Compensation::step).isPresent();
        }

        /** @return whether the process is to be claimed again as soon as it is due, for more than a hand-back */
        public boolean goesOn() {
            return !state.isEnded() && (compensation.isPresent() || run.filter(EndedRun::isRetried).isPresent());
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
     * A step's checkpoint. Times are in milliseconds of the database's clock.
     *
     * @param stepIndex from 0
     * @param message last progress message; may be null
     * @param outputBytes size of the output in UTF-8
     */
    record CompletedStep(int stepIndex, int run, int attempt, long startedAt, long finishedAt, String message, String outputJson, int outputBytes) {
    }

    enum Result {
        /** Durable, by this attempt or an earlier one whose answer was lost. */
        APPLIED,
        /** Refused: the claim is no longer held (rescued or removed). */
        STALE,
        /** Refused: cancellation was requested; the claim is still held. */
        CANCEL_REQUESTED,
        /** Refused: cancellation with compensation was requested; the claim is still held. */
        COMPENSATION_REQUESTED,
        /** Refused: nobody wants the compensation cancelled; the claim is still held. */
        CANCEL_NOT_REQUESTED
    }
}

package io.processmanager.view;

import io.processmanager.ProcessManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A snapshot of a process.
 *
 * @param pid 32 hexadecimal digits
 * @param name the given name, or that of the first step
 * @param state its state
 * @param times its times and timeout
 * @param turn how it waits, or has waited, for its turn
 * @param progress its progress
 * @param execution who executes it
 * @param output the output of the process once finished, of the interrupting step while interrupted, else
 *         {@link StepInfo.Output#NONE}, as in {@linkplain ProcessManager#list lists}
 * @param error what went wrong, if anything
 */
public record ProcessInfo(String pid, String name, ProcessState state, Times times, Turn turn, Progress progress,
        Execution execution, StepInfo.Output output, Optional<ProcessError> error) {

    /**
     * @param created when it was started by the caller
     * @param started when its first step first began; empty before
     * @param finished when it ended; empty before
     * @param timeout the running time allowed
     */
    public record Times(Instant created, Optional<Instant> started, Optional<Instant> finished, Duration timeout) {
    }

    /**
     * @param queue its queue
     * @param priority 0 to 9; 9 goes first
     * @param due not executed before; empty while it waits for the end of child processes
     * @param uniqueKey no other process with it can live
     * @param concurrencyKey its queue may limit how many with it execute at a time
     * @param tags labels for lists to filter by
     * @param queuedBy the caller who started it; empty if anonymous
     * @param schedule the schedule that started it; empty if none did
     * @param parent the process that started it; empty if none did
     */
    public record Turn(String queue, int priority, Optional<Instant> due, Optional<String> uniqueKey, Optional<String> concurrencyKey,
            List<String> tags, Optional<String> queuedBy, Optional<String> schedule, Optional<String> parent) {

        public Turn {
            tags = List.copyOf(tags);
        }
    }

    /**
     * @param revision counts changes; the same number means no change
     * @param percent progress of the whole, 0 to 100; 100 only once finished
     * @param currentStep the step that runs, is next, waits for {@code proceed} or was tried last; empty once finished
     * @param steps its steps in order; empty in {@linkplain ProcessManager#list lists}
     * @param compensation of completed steps; empty unless the process ends, or has ended, with one
     */
    public record Progress(long revision, int percent, Optional<String> currentStep, List<StepInfo> steps, Optional<Compensation> compensation) {

        public Progress {
            steps = List.copyOf(steps);
        }

        /** The progress of a process without compensation. */
        public Progress(long revision, int percent, Optional<String> currentStep, List<StepInfo> steps) {
            this(revision, percent, currentStep, steps, Optional.empty());
        }
    }

    /**
     * The compensation of completed steps, before the process ends as failed, timed out or cancelled.
     *
     * @param status how far it is, or how it has ended
     * @param steps the compensated steps in the order of their compensation; empty in {@linkplain ProcessManager#list lists}
     */
    public record Compensation(Status status, List<Step> steps) {

        public Compensation {
            steps = List.copyOf(steps);
        }

        /** How far a compensation is. */
        public enum Status {
            RUNNING,
            /** Every completed step that names a compensation is compensated. */
            COMPLETED,
            /** At least one compensation has failed for good. */
            FAILED,
            /** A caller has cancelled it before its end. */
            CANCELLED;

            /** @return the name in JSON */
            public String jsonName() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /**
         * @param step the compensation: the name of the compensated step, its own type, its last attempt
         * @param error of its last attempt, if that has failed
         */
        public record Step(StepInfo step, Optional<ProcessError> error) {
        }
    }

    /**
     * @param runner the current or last runner; empty before the first step
     * @param node its node; empty once the runner has been removed
     * @param rescues how often the process lost its runner during a step, in all; each is logged
     * @param lastStatus how its last run has ended; empty before
     * @param failedRuns how many runs have failed since the last success
     */
    public record Execution(Optional<String> runner, Optional<String> node, int rescues,
            Optional<RunInfo.Status> lastStatus, int failedRuns) {

        public static final Execution NONE = new Execution(Optional.empty(), Optional.empty(), 0, Optional.empty(), 0);
    }
}

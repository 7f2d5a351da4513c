package io.processmanager.view;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A snapshot of a run: one attempt at one step of a process.
 *
 * @param number its place among the runs of the process, from 1
 * @param step the name of the step
 * @param attempt which attempt of that step, from 1; counts on after a retry by hand
 * @param status how it has ended, if it has
 * @param progress how far it is, or was
 * @param results its output if it was successful
 * @param error what went wrong; empty if nothing did
 * @param printed how much is stored of what it has printed
 * @param execution who executes it, or did
 */
public record RunInfo(int number, String step, int attempt, Status status, Progress progress, StepInfo.Output results,
        Optional<ProcessError> error, Printed printed, Execution execution) {

    /** How a run has ended, if it has. */
    public enum Status {
        RUNNING, SUCCESS,
        /** The step has thrown, or its result could not be stored. */
        ERROR,
        /** The time of the step or the process was up. */
        TIMEOUT,
        /** Somebody has cancelled the process. */
        CANCELLED,
        /** Its runner died or stopped in the middle of it, or the database did not tell whether it was committed. */
        LOST;

        /** @return the name in JSON */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param started when it began
     * @param finished when it ended; empty before
     * @param percent 0 to 100
     * @param message what it last said; empty if nothing
     */
    public record Progress(Instant started, Optional<Instant> finished, int percent, Optional<String> message) {
    }

    /**
     * @param stdoutBytes of what it has printed to {@code System.out}, in UTF-8
     * @param stderrBytes likewise of {@code System.err}
     * @param isTruncated whether some of what it has printed or logged is missing
     */
    public record Printed(long stdoutBytes, long stderrBytes, boolean isTruncated) {

        /** Nothing at all. */
        public static final Printed NOTHING = new Printed(0, 0, false);
    }

    /**
     * @param runner who executes it, or did; empty if that is not known any more
     * @param node the node of the runner; empty once the runner has been removed
     * @param isCompensation whether it is not an attempt at the step but at its compensation
     */
    public record Execution(Optional<String> runner, Optional<String> node, boolean isCompensation) {
    }

    /**
     * Some of the runs of a process, in the order of their numbers.
     *
     * @param items the runs; their results only as far as look-ups carry outputs
     * @param next where to go on; empty if there are no more
     */
    public record Page(List<RunInfo> items, Optional<String> next) {

        public Page {
            items = List.copyOf(items);
        }
    }
}
